package ${package};

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.connectme.plugin.tck.PretendWire;
import org.connectme.plugin.tck.Wire;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.tck.Medium;
import org.connectme.recording.tck.RecordingStoreKit;
import org.connectme.recording.tck.Room;
import org.connectme.recording.tck.Subject;

/** Proves the store. The report is target/plugin-tck/${package}.PluginKitTest.txt. */
class PluginKitTest extends RecordingStoreKit {

    @Override
    protected Subject subject() {
        return new PluginSubject();
    }

    /** The store with a service whose line, room and files the kit may use. */
    private static final class PluginSubject implements Subject {

        private final TestedService service = new TestedService();

        @Override
        public RecordingStore store() {
            return new PluginStore(service);
        }

        @Override
        public Optional<Wire> wire() {
            return Optional.of(service.wire);
        }

        @Override
        public Optional<Medium> medium() {
            return Optional.of(service::contents);
        }

        @Override
        public Optional<Room> room() {
            return Optional.of(service);
        }
    }

    private static final class TestedService extends PretendService implements Room {

        private final PretendWire wire = new PretendWire();
        private volatile boolean isFull;

        @Override
        <T> T travel(Supplier<T> work) throws NotReached, NotHeard {
            try {
                return wire.send(work);
            } catch (PretendWire.Broken e) {
                switch (e.fault()) {
                    case REFUSED, BUSY -> throw new NotReached();
                    default -> throw new NotHeard();
                }
            }
        }

        @Override
        long room() {
            return isFull ? 0 : super.room();
        }

        @Override
        public void none() {
            isFull = true;
        }

        @Override
        public void enough() {
            isFull = false;
        }
    }
}
