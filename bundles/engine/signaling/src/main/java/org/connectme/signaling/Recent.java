package org.connectme.signaling;

import java.util.LinkedHashMap;
import java.util.Map;

/** A small memory that forgets what was least recently used. Not thread-safe. */
final class Recent<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;
    private static final int SIZE = 10_000;

    Recent() {
        super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > SIZE;
    }
}
