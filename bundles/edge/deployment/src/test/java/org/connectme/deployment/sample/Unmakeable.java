package org.connectme.deployment.sample;

import java.util.function.Supplier;

/** A component that cannot be made. */
public final class Unmakeable implements Supplier<String> {

    public Unmakeable() {
        throw new IllegalStateException("as the test wants it");
    }

    @Override
    public String get() {
        return "never";
    }
}
