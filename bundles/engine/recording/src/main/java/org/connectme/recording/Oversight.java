package org.connectme.recording;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.command.Refusal.Kind;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Timeline;
import org.connectme.core.recording.Answer;
import org.connectme.core.recording.RecordingOversight;
import org.connectme.core.recording.Recordings.State;
import org.connectme.recording.spi.Ability;
import org.connectme.recording.spi.Listing;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.Probe;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Rotation;
import org.connectme.recording.spi.Stored;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Recordings as the operator sees them. Keeps no state; any thread. */
@Component
public final class Oversight implements RecordingOversight {

    private final Rows rows;
    private final Stores stores;
    private final Journal journal;
    private final Timeline timeline;

    @Activate
    public Oversight(
            @Reference Rows rows, @Reference Stores stores, @Reference Journal journal, @Reference Timeline timeline) {
        this.rows = rows;
        this.stores = stores;
        this.journal = journal;
        this.timeline = timeline;
    }

    @Override
    public List<Store> stores() {
        return stores.all().stream().map(this::store).toList();
    }

    private Store store(RecordingStore store) {
        String id = store.descriptor().id();
        Outcome<Probe> probe = stores.ask(id, RecordingStore::probe);
        String version = store.descriptor().version();
        boolean isDefault = id.equals(stores.preferred());
        boolean canRotate = store.capabilities().can(Ability.KEY_ROTATION);
        return probe instanceof Outcome.Done<Probe> done
                ? new Store(
                        id,
                        version,
                        done.value().place(),
                        done.value().freeBytes().orElse(-1),
                        isDefault,
                        canRotate)
                : new Store(id, version, "cannot be used now", -1, isDefault, canRotate);
    }

    @Override
    public List<Open> open() {
        return rows.open().stream()
                .map(row -> new Open(
                        row.recording(),
                        row.consultation(),
                        row.store(),
                        Own.of(row, journal, timeline.now())
                                .map(own -> own.recording().state(own.now()))
                                .orElse(State.DELETED),
                        row.length()))
                .toList();
    }

    @Override
    public Answer<List<String>> orphans(String store) {
        List<String> orphans = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Optional<String> from = cursor;
            Outcome<Listing> page = stores.askLong(store, each -> each.list(from));
            if (!(page instanceof Outcome.Done<Listing> done)) {
                return away();
            }
            List<String> ids =
                    done.value().recordings().stream().map(Stored::recording).toList();
            Set<String> known = new HashSet<>(rows.known(ids));
            ids.stream().filter(id -> !known.contains(id)).forEach(orphans::add);
            cursor = done.value().next();
        } while (cursor.isPresent());
        return Answer.of(orphans);
    }

    @Override
    public Answer<KeyChange> rotate(String store) {
        Outcome<Rotation> outcome = stores.askLong(store, RecordingStore::rotate);
        if (outcome instanceof Outcome.Done<Rotation> done) {
            return Answer.of(new KeyChange(
                    done.value().key(), done.value().changed(), done.value().failed()));
        }
        return outcome instanceof Outcome.Rejected
                ? Answer.refuse(Kind.CONFLICT, "recording.no-rotation", "This store has no keys that can be changed.")
                : away();
    }

    private static <T> Answer<T> away() {
        return Answer.refuse(Kind.UNAVAILABLE, "recording.store-away", "The store does not answer now. Try again.");
    }
}
