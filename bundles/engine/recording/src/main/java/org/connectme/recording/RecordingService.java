package org.connectme.recording;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.Commands;
import org.connectme.core.command.Outcome.Accepted;
import org.connectme.core.command.Outcome.Refused;
import org.connectme.core.command.RecordingCommand.BeginTake;
import org.connectme.core.command.RecordingCommand.FailRecording;
import org.connectme.core.command.RecordingCommand.MarkPrivate;
import org.connectme.core.command.RecordingCommand.NoteAccess;
import org.connectme.core.command.RecordingCommand.StartRecording;
import org.connectme.core.command.RecordingCommand.StopRecording;
import org.connectme.core.command.Refusal.Kind;
import org.connectme.core.event.RecordingEvent.DeletedBy;
import org.connectme.core.event.RecordingEvent.How;
import org.connectme.core.event.RecordingEvent.Why;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Wakes;
import org.connectme.core.recording.Answer;
import org.connectme.core.recording.Recordings;
import org.connectme.recording.Uploads.Part;
import org.connectme.recording.Uploads.Room;
import org.connectme.recording.Uploads.Taken;
import org.connectme.recording.spi.Outcome;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.spi.Stored;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What pages ask of recordings. Keeps no state: the journal, the rows and the store are the memory. Thread-safe. */
@Component(configurationPid = "org.connectme.recording")
public final class RecordingService implements Recordings {

    /** What a recording's index takes beside it, at most, in bytes. */
    private static final long INDEX_BYTES = 1 << 20;

    private final Commands commands;
    private final Journal journal;
    private final Timeline timeline;
    private final Wakes wakes;
    private final Rows rows;
    private final Stores stores;
    private final Figures figures;
    private final Uploads uploads;
    private final Library library;
    private final Deleting deleting;
    private final long largest;
    private final long allowance;

    @Activate
    public RecordingService(
            @Reference Commands commands,
            @Reference Journal journal,
            @Reference Timeline timeline,
            @Reference Wakes wakes,
            @Reference Rows rows,
            @Reference Stores stores,
            @Reference Figures figures,
            RecordingConfig config) {
        this.commands = commands;
        this.journal = journal;
        this.timeline = timeline;
        this.wakes = wakes;
        this.rows = rows;
        this.stores = stores;
        this.figures = figures;
        this.uploads = new Uploads(rows, stores);
        this.library = new Library(rows, journal, timeline);
        this.deleting = new Deleting(rows, stores, commands);
        this.largest = (long) config.largest_gibibytes() << 30;
        this.allowance = (long) config.allowance_gibibytes() << 30;
    }

    @Override
    public Answer<Take> start(ConsultationId consultation, ConsultantId consultant, String consent, UUID recording) {
        Optional<Row> earlier = rows.find(recording);
        if (earlier.isPresent() && !earlier.get().consultation().equals(consultation)) {
            return Answer.refuse(Kind.CONFLICT, "recording.reused", "This id was used for another recording.");
        }
        if (rows.used(consultant) >= allowance) {
            return full();
        }
        if (!(stores.ask(stores.preferred(), store -> new Outcome.Done<>(store.descriptor()))
                instanceof Outcome.Done)) {
            return storeAway();
        }
        StartRecording start = new StartRecording(recording.toString(), consent, stores.preferred());
        return send(consultation, consultant, start).then(history -> {
            Recorded recorded =
                    RecordingState.of(history).find(recording.toString()).orElseThrow();
            rows.add(Row.begun(recording, consultation, consultant, recorded.store(), recorded.startedAt()));
            return own(consultant, recording).then(own -> opened(own).then(ready -> Answer.of(ready.take(1))));
        });
    }

    /** A place in the store, or no recording. */
    private Answer<Own> opened(Own own) {
        Outcome<Stored> outcome =
                stores.ask(own.row().store(), store -> store.open(own.row().id()));
        if (outcome instanceof Outcome.Done) {
            return Answer.of(own);
        }
        return outcome instanceof Outcome.NotExecuted<Stored> not && not.code().equals(RecordingStore.FULL)
                ? fails(own, Why.FULL, full())
                : storeAway();
    }

    @Override
    public Answer<Take> take(ConsultantId consultant, UUID recording, int take) {
        // The place may be missing still: whoever asked for it may have died before the store had made it.
        return own(consultant, recording)
                .then(this::opened)
                .then(own -> send(own.row().consultation(), consultant, new BeginTake(recording.toString(), take)))
                .then(history -> own(consultant, recording))
                .then(own -> Answer.of(own.take(take)));
    }

    @Override
    public Answer<Progress> part(ConsultantId consultant, UUID recording, int take, long at, byte[] part) {
        return own(consultant, recording).then(own -> {
            long fits = Math.min(largest, stores.largest(own.row().store()) - INDEX_BYTES);
            Room room = new Room(fits, allowance - rows.used(consultant));
            Taken taken = uploads.take(own.recording(), new Part(take, at, part, own.now()), room);
            if (taken instanceof Taken.Yes yes) {
                figures.took(Math.max(0, yes.row().length() - own.row().length()));
                return Answer.of(own.progress(yes.row()));
            } else if (taken instanceof Taken.No no) {
                figures.refused(no.refusal().kind() == Kind.UNAVAILABLE);
                return new Answer.Refused<>(no.refusal());
            }
            return taken instanceof Taken.Broken ? fails(own, Why.FAILED, broken()) : fails(own, Why.FULL, full());
        });
    }

    /** Call and meter go on; both sides see that the recording does not. */
    private <T> Answer<T> fails(Own own, Why why, Answer<T> answer) {
        figures.full();
        commands.send(
                own.row().consultation(),
                new Actor.Engine(),
                new FailRecording(own.row().id(), why));
        return answer;
    }

    @Override
    public Answer<Progress> progress(ConsultantId consultant, UUID recording) {
        return own(consultant, recording).then(own -> Answer.of(own.progress()));
    }

    @Override
    public Answer<Progress> stop(ConsultantId consultant, UUID recording) {
        return change(consultant, recording, new StopRecording(recording.toString()));
    }

    @Override
    public Answer<Progress> mark(ConsultantId consultant, UUID recording, boolean isPrivate) {
        return change(consultant, recording, new MarkPrivate(recording.toString(), isPrivate));
    }

    private Answer<Progress> change(ConsultantId consultant, UUID recording, Command command) {
        return own(consultant, recording)
                .then(own -> send(own.row().consultation(), consultant, command))
                .then(history -> progress(consultant, recording));
    }

    @Override
    public Answer<Progress> finish(ConsultantId consultant, UUID recording, int take, long bytes) {
        return own(consultant, recording).then(own -> {
            if (!own.recording().isOver(own.now())) {
                return Answer.refuse(Kind.CONFLICT, "recording.running", "The recording still runs; stop it first.");
            }
            boolean isAll = take == own.recording().takes().size()
                    && rows.locked(recording, (locked, row) -> {
                                boolean isComplete =
                                        row.finished() || (row.take() == take ? row.received() == bytes : bytes == 0);
                                if (isComplete) {
                                    locked.finish(recording);
                                }
                                return isComplete;
                            })
                            .orElse(false);
            if (!isAll) {
                return Answer.refuse(Kind.CONFLICT, "recording.not-all", "Not everything has come yet.");
            }
            wakes.wake(own.row().consultation(), SealingReaction.NAME);
            return Answer.of(own.progress());
        });
    }

    @Override
    public List<Item> list(ConsultantId consultant, Search search) {
        return library.list(consultant, search);
    }

    @Override
    public Answer<Item> find(ConsultantId consultant, UUID recording) {
        return own(consultant, recording).then(own -> Answer.of(library.item(own)));
    }

    @Override
    public Answer<Video> open(ConsultantId consultant, UUID recording, How how) {
        return own(consultant, recording).then(own -> {
            if (own.row().length() == 0) {
                return Answer.refuse(Kind.NOT_FOUND, "recording.empty", "Nothing of this recording has come.");
            }
            return send(own.row().consultation(), consultant, new NoteAccess(recording.toString(), how))
                    .then(history -> Answer.of(StoredVideo.of(stores, own.row(), rows.cues(recording))));
        });
    }

    @Override
    public Answer<Boolean> delete(ConsultantId consultant, UUID recording) {
        return own(consultant, recording).then(own -> {
            if (!own.recording().isOver(own.now())) {
                return Answer.refuse(Kind.CONFLICT, "recording.running", "The recording still runs; stop it first.");
            }
            return deleting.delete(own.row().consultation(), own.recording(), DeletedBy.CONSULTANT, own.now())
                    ? Answer.of(true)
                    : storeAway();
        });
    }

    @Override
    public Storage storage(ConsultantId consultant) {
        return new Storage(
                rows.used(consultant), allowance, rows.keptDays(consultant).orElse(null), Library.WARN_DAYS);
    }

    @Override
    public Storage retain(ConsultantId consultant, Optional<Integer> days) {
        rows.keep(consultant, days);
        rows.consultations(consultant).forEach(consultation -> wakes.wake(consultation, KeepingReaction.NAME));
        return storage(consultant);
    }

    private Answer<Own> own(ConsultantId consultant, UUID recording) {
        return Own.find(rows, journal, timeline, consultant, recording);
    }

    private Answer<History> send(ConsultationId consultation, ConsultantId consultant, Command command) {
        var outcome = commands.send(consultation, new Actor.Consultant(consultant), command);
        return outcome instanceof Accepted accepted
                ? Answer.of(accepted.history())
                : new Answer.Refused<>(((Refused) outcome).refusal());
    }

    private static <T> Answer<T> storeAway() {
        return Answer.refuse(Kind.UNAVAILABLE, "recording.store-away", "The store is not here now. Try again.");
    }

    private static <T> Answer<T> broken() {
        return Answer.refuse(
                Kind.CONFLICT, "recording.failed", "The store takes no more of it. The call goes on without.");
    }

    private static <T> Answer<T> full() {
        return Answer.refuse(
                Kind.CONFLICT, "recording.full", "There is no room for recordings. The call goes on without.");
    }
}
