package org.connectme.recording.s3;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.connectme.plugin.tck.Wire;
import org.connectme.recording.s3.Between.Fate;
import org.connectme.recording.s3.Service.Instance;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.tck.Medium;
import org.connectme.recording.tck.RecordingStoreKit;
import org.connectme.recording.tck.Subject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The store under the kit, with a real service and a line that breaks. A full service is not played here: it takes no seal
 * either, which the kit asks for, and which is said in docs/limits.md; see FaultsTest for what a write then says.
 */
class S3KitTest extends RecordingStoreKit {

    private static Service service;
    private static int number;

    @TempDir
    private Path keys;

    @BeforeAll
    static void start() throws Exception {
        service = new Service();
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
    }

    @Override
    protected Subject subject() throws Exception {
        return new S3Subject(new Between(service.port()), "case-" + ++number + "/", keys);
    }

    private static final class S3Subject implements Subject, Medium, Wire {

        private final List<Instance> instances = new ArrayList<>();
        private final Between between;
        private final S3Settings settings;
        private final Instance past;

        private S3Subject(Between between, String prefix, Path keys) {
            this.between = between;
            this.settings = Service.settings(between.port(), prefix, keys, Duration.ofSeconds(3));
            this.past = Instance.of(
                    Service.settings(service.port(), prefix, keys, Duration.ofSeconds(20)), Clock.systemUTC());
            instances.add(past);
        }

        @Override
        public synchronized RecordingStore store() {
            Instance instance = Instance.of(settings, Clock.systemUTC());
            instances.add(instance);
            return instance.store();
        }

        @Override
        public Set<String> secrets() {
            return Set.of(Service.SECRET);
        }

        @Override
        public Optional<Wire> wire() {
            return Optional.of(this);
        }

        @Override
        public Optional<Medium> medium() {
            return Optional.of(this);
        }

        @Override
        public List<byte[]> all() throws Exception {
            List<byte[]> all = new ArrayList<>();
            for (Bucket.Entry entry : past.bucket().list("", "")) {
                all.add(past.bucket().get(entry.name()));
            }
            return all;
        }

        @Override
        public boolean alter(String recording) throws Exception {
            Piece first = past.shelf().look(recording).pieces().get(0);
            byte[] sealed = past.bucket().get(recording + "/" + first.name());
            sealed[500] ^= 1;
            past.bucket().put(recording + "/" + first.name(), sealed);
            return true;
        }

        @Override
        public Set<Wire.Fault> faults() {
            return EnumSet.complementOf(EnumSet.of(Wire.Fault.REFUSED));
        }

        @Override
        public void disturb(Wire.Fault fault) {
            Fate fate = switch (fault) {
                case REFUSED -> throw new IllegalArgumentException("not made here");
                case BUSY -> new Fate.Said(503, "SlowDown");
                case CUT_BEFORE -> new Fate.CutBefore();
                case CUT_AFTER -> new Fate.CutAfter();
                case TRUNCATED -> new Fate.Half();
                case GARBLED -> new Fate.Page();
                case STALLED -> new Fate.Kept();
            };
            between.does((number, line) -> fate);
        }

        @Override
        public void heal() {
            between.does((number, line) -> new Fate.Pass());
        }

        @Override
        public int withheld() {
            return between.kept();
        }

        @Override
        public void deliver() {
            between.deliver();
        }

        @Override
        public void close() throws Exception {
            between.close();
            instances.forEach(Instance::close);
        }
    }
}
