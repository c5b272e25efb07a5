package ${package};

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.connectme.recording.spi.Capabilities;
import org.connectme.recording.spi.Descriptor;
import org.connectme.recording.spi.Listing;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.Probe;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Stored;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** ${storeName} as a store for recordings. Keeps nothing: another instance can go on with what this one began. */
@Component(service = RecordingStore.class)
public final class PluginStore implements RecordingStore {

    private static final Descriptor DESCRIPTOR =
            new Descriptor("${storeId}", "${version}", "${storeName} (pretended)");

    private static final int LARGEST_WRITE = 2 << 20;
    private static final int LARGEST_READ = 2 << 20;
    private static final long LARGEST_RECORDING = 1L << 30;

    /** Name an ability here and implement its method; the server never asks for more. */
    private static final Capabilities CAPABILITIES =
            new Capabilities(LARGEST_WRITE, LARGEST_READ, LARGEST_RECORDING, Set.of());

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{8,64}");

    private final PretendService service;

    @Activate
    public PluginStore() {
        this(PretendService.ONLY);
    }

    PluginStore(PretendService service) {
        this.service = service;
    }

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Outcome<Stored> open(String recording) {
        return told(recording, () -> service.make(recording));
    }

    @Override
    public Outcome<Stored> write(String recording, long offset, byte[] bytes) {
        boolean can = offset >= 0
                && bytes.length > 0
                && bytes.length <= LARGEST_WRITE
                && offset <= LARGEST_RECORDING - bytes.length;
        return can ? told(recording, () -> service.put(recording, offset, bytes)) : new Outcome.Rejected<>(MALFORMED);
    }

    @Override
    public Outcome<Stored> seal(String recording, Stored.Seal seal) {
        return told(recording, () -> service.end(recording, seal));
    }

    @Override
    public Outcome<byte[]> read(String recording, long offset, int length) {
        boolean can = offset >= 0 && length > 0 && length <= LARGEST_READ;
        return can ? told(recording, () -> service.get(recording, offset, length)) : new Outcome.Rejected<>(MALFORMED);
    }

    @Override
    public Outcome<Stored> fetch(String recording) {
        return told(recording, () -> service.look(recording));
    }

    @Override
    public Outcome<Boolean> delete(String recording) {
        return told(recording, () -> service.remove(recording));
    }

    @Override
    public Outcome<Listing> list(Optional<String> cursor) {
        return told(() -> {
            List<Stored> page = service.after(cursor.orElse(""));
            return new Outcome.Done<>(new Listing(
                    page,
                    page.size() < PretendService.PAGE
                            ? Optional.empty()
                            : Optional.of(page.get(page.size() - 1).recording())));
        });
    }

    @Override
    public Outcome<Probe> probe() {
        return told(() -> new Outcome.Done<>(new Probe("pretended", OptionalLong.of(service.free()))));
    }

    /** Nothing else than an id ever reaches a path or an address. */
    private static <T> Outcome<T> told(String recording, Question<T> question) {
        return ID.matcher(recording).matches() ? told(question) : new Outcome.Rejected<>(MALFORMED);
    }

    /** What the service said; or, where it could not be heard, whether it certainly did nothing. */
    private static <T> Outcome<T> told(Question<T> question) {
        try {
            return question.ask();
        } catch (PretendService.NotReached e) {
            return new Outcome.NotExecuted<>("not-reached");
        } catch (PretendService.NotHeard e) {
            return new Outcome.Unknown<>("not-heard");
        }
    }

    private interface Question<T> {
        Outcome<T> ask() throws PretendService.NotReached, PretendService.NotHeard;
    }
}
