package org.connectme.recording.tck;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.connectme.plugin.tck.PretendWire;
import org.connectme.plugin.tck.Wire;
import org.connectme.recording.spi.RecordingStore;

/** The kit as an author would have it, for the store that {@link StoreKitTest} asks for. Not found by name: no test itself. */
class MadeStoreKit extends RecordingStoreKit {

    static final String PASSWORD = "attic-door-4711-brass";

    /** One run at a time. */
    static volatile BiFunction<Attic, PretendWire, RecordingStore> store =
            (attic, wire) -> new AtticStore(attic, wire, AtticStore.ALL);

    @Override
    protected Subject subject() {
        return new AtticSubject();
    }

    private static final class AtticSubject implements Subject {

        private final Attic attic = new Attic();
        private final PretendWire wire = new PretendWire();

        @Override
        public RecordingStore store() {
            return store.apply(attic, wire);
        }

        @Override
        public Set<String> secrets() {
            return Set.of(PASSWORD);
        }

        @Override
        public Optional<Wire> wire() {
            return Optional.of(wire);
        }

        @Override
        public Optional<Medium> medium() {
            return Optional.of(attic);
        }

        @Override
        public Optional<Room> room() {
            return Optional.of(attic);
        }
    }
}
