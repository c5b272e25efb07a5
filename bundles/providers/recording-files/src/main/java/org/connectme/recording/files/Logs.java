package org.connectme.recording.files;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.vault.Damaged;
import org.jspecify.annotations.Nullable;

/** The logs that were used last, so that not every call looks a whole file through. One thread a recording at a time. */
final class Logs {

    private static final int KEPT = 64;

    private final Vaulted vaulted;
    private final Map<String, Slot> slots = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Slot> eldest) {
            return size() > KEPT;
        }
    };

    Logs(Vaulted vaulted) {
        this.vaulted = vaulted;
    }

    interface Use<T> {
        Outcome<T> of(RecordLog log) throws IOException, Damaged;
    }

    private static final class Slot {
        private @Nullable RecordLog log;
    }

    <T> Outcome<T> with(String recording, Use<T> use) throws IOException, Damaged {
        Slot slot;
        synchronized (slots) {
            slot = slots.computeIfAbsent(recording, id -> new Slot());
        }
        synchronized (slot) {
            if (!vaulted.isThere(recording)) {
                slot.log = null;
                throw new NoSuchFileException(recording);
            }
            if (slot.log == null) {
                slot.log = vaulted.open(recording);
            }
            boolean isSound = false;
            try {
                slot.log.refresh();
                Outcome<T> outcome = use.of(slot.log);
                isSound = true;
                return outcome;
            } finally {
                // After a failure only the file knows what is there.
                slot.log = isSound ? slot.log : null;
            }
        }
    }

    void forget(String recording) {
        synchronized (slots) {
            slots.remove(recording);
        }
    }
}
