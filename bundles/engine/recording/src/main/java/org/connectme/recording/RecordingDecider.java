package org.connectme.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.RecordingCommand;
import org.connectme.core.command.RecordingCommand.AnnounceDeletion;
import org.connectme.core.command.RecordingCommand.BeginTake;
import org.connectme.core.command.RecordingCommand.FailRecording;
import org.connectme.core.command.RecordingCommand.MarkPrivate;
import org.connectme.core.command.RecordingCommand.NoteAccess;
import org.connectme.core.command.RecordingCommand.NoteDeletion;
import org.connectme.core.command.RecordingCommand.SealRecording;
import org.connectme.core.command.RecordingCommand.StartRecording;
import org.connectme.core.command.RecordingCommand.StopRecording;
import org.connectme.core.command.Refusal.Kind;
import org.connectme.core.event.RecordingEvent.RecordingAccessed;
import org.connectme.core.event.RecordingEvent.RecordingBlanked;
import org.connectme.core.event.RecordingEvent.RecordingDeleted;
import org.connectme.core.event.RecordingEvent.RecordingEnded;
import org.connectme.core.event.RecordingEvent.RecordingExpiring;
import org.connectme.core.event.RecordingEvent.RecordingStarted;
import org.connectme.core.event.RecordingEvent.RecordingStopped;
import org.connectme.core.event.RecordingEvent.RecordingTaken;
import org.connectme.core.event.RecordingEvent.Why;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Decider;
import org.connectme.core.journal.Decision;
import org.connectme.core.journal.History;
import org.osgi.service.component.annotations.Component;

/** Whether something may be recorded, and what is noted of a recording. Stateless; any thread. */
@Component
public final class RecordingDecider implements Decider {

    static final int MOST_RECORDINGS = 20;
    static final int MOST_TAKES = 200;
    static final int MOST_BLANKS = 1_000;
    /** A player asks for a file in many pieces: they are one access. */
    static final Duration ONE_ACCESS = Duration.ofMinutes(10);

    @Override
    public Set<Class<? extends Command>> commands() {
        return Set.of(
                StartRecording.class,
                BeginTake.class,
                StopRecording.class,
                MarkPrivate.class,
                FailRecording.class,
                SealRecording.class,
                AnnounceDeletion.class,
                NoteAccess.class,
                NoteDeletion.class);
    }

    @Override
    public Decision decide(History history, Actor actor, Command command, Instant now) {
        if (!(command instanceof RecordingCommand wanted)) {
            throw new IllegalArgumentException("Not a command about recordings: " + command.getClass());
        }
        boolean isOwnWork = wanted instanceof FailRecording
                || wanted instanceof SealRecording
                || wanted instanceof AnnounceDeletion
                || wanted instanceof NoteDeletion;
        if (isOwnWork ? !actor.isEngine() : !actor.isConsultant()) {
            return Decision.refuse(
                    Kind.FORBIDDEN, "recording.consultant-only", "Only the consultant has to do with recordings.");
        }
        RecordingState state = RecordingState.of(history);
        if (wanted instanceof StartRecording start) {
            return start(history, state, start, now);
        }
        return state.find(wanted.recording())
                .map(recording -> decide(recording, wanted, now))
                .orElseGet(() -> Decision.refuse(Kind.NOT_FOUND, "recording.not-found", "There is no such recording."));
    }

    private static Decision start(History history, RecordingState state, StartRecording start, Instant now) {
        Optional<Recorded> earlier = state.find(start.recording());
        if (earlier.isPresent()) {
            return earlier.get().consent().equals(start.consent())
                    ? Decision.nothing()
                    : conflict("recording.reused", "This id was used for another recording; choose another.");
        }
        if (!isCanonical(start.recording())) {
            return Decision.refuse(Kind.INVALID, "recording.id", "A recording is named by a UUID.");
        }
        Consultation consultation = Consultation.of(history);
        if (!consultation.isOpen() || !consultation.inCall().containsAll(Set.of(Side.values()))) {
            return conflict("recording.no-call", "Recording needs both sides in the call.");
        }
        if (!state.stands(start.consent(), now)) {
            return conflict(
                    "recording.no-consent",
                    "The customer has not agreed to a recording, or no longer. Ask in the call.");
        }
        if (state.running(now).isPresent()) {
            return conflict("recording.other-running", "Another recording of this call runs; stop it first.");
        }
        return state.all().size() < MOST_RECORDINGS
                ? Decision.accept(new RecordingStarted(start.recording(), start.consent(), start.store()))
                : Decision.refuse(
                        Kind.TOO_MANY, "recording.too-many", "There are too many recordings of this call already.");
    }

    private static Decision decide(Recorded recording, RecordingCommand command, Instant now) {
        String id = recording.id();
        if (command instanceof BeginTake begin) {
            return take(recording, begin.take(), now);
        } else if (command instanceof MarkPrivate mark) {
            return mark(recording, mark.on(), now);
        } else if (command instanceof StopRecording) {
            return stop(recording, Why.CONSULTANT, now);
        } else if (command instanceof FailRecording fail) {
            return stop(recording, fail.why(), now);
        } else if (command instanceof SealRecording seal) {
            return seal(recording, seal, now);
        } else if (command instanceof AnnounceDeletion announce) {
            return recording.deleted() != null || recording.isAnnounced(announce.deletesAt())
                    ? Decision.nothing()
                    : Decision.accept(new RecordingExpiring(id, announce.deletesAt()));
        } else if (command instanceof NoteAccess access) {
            boolean isNoted = recording.accesses().stream()
                    .anyMatch(last ->
                            last.how() == access.how() && now.isBefore(last.at().plus(ONE_ACCESS)));
            return isNoted ? Decision.nothing() : Decision.accept(new RecordingAccessed(id, access.how()));
        }
        return recording.deleted() != null
                ? Decision.nothing()
                : Decision.accept(new RecordingDeleted(id, ((NoteDeletion) command).by()));
    }

    private static Decision take(Recorded recording, int take, Instant now) {
        if (take == recording.takes().size()) {
            return Decision.nothing();
        }
        if (take != recording.takes().size() + 1) {
            return conflict("recording.take-order", "Takes are begun one after the other.");
        }
        if (recording.isOver(now) || recording.deleted() != null) {
            return over();
        }
        return take <= MOST_TAKES
                ? Decision.accept(new RecordingTaken(recording.id(), take))
                : Decision.refuse(Kind.TOO_MANY, "recording.too-many", "This recording was begun anew too often.");
    }

    private static Decision mark(Recorded recording, boolean on, Instant now) {
        if (recording.isBlank() == on) {
            return Decision.nothing();
        }
        if (recording.isOver(now) || recording.deleted() != null) {
            return over();
        }
        return recording.blanks().size() < MOST_BLANKS
                ? Decision.accept(new RecordingBlanked(recording.id(), on))
                : Decision.refuse(Kind.TOO_MANY, "recording.too-many", "There were too many private moments.");
    }

    private static Decision stop(Recorded recording, Why why, Instant now) {
        return recording.isOver(now) || recording.deleted() != null
                ? Decision.nothing()
                : Decision.accept(new RecordingStopped(recording.id(), why));
    }

    private static Decision seal(Recorded recording, SealRecording seal, Instant now) {
        if (recording.sealed() != null || recording.deleted() != null) {
            return Decision.nothing();
        }
        return recording
                .over(now)
                .map(end -> Decision.accept(new RecordingEnded(
                        recording.id(),
                        recording.consent(),
                        end.why(),
                        seal.from(),
                        end.at(),
                        seal.length(),
                        seal.sha256(),
                        seal.millis())))
                .orElseGet(() -> conflict("recording.running", "The recording still runs."));
    }

    private static boolean isCanonical(String id) {
        try {
            return UUID.fromString(id).toString().equals(id);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Decision over() {
        return conflict("recording.over", "This recording is over.");
    }

    private static Decision conflict(String code, String detail) {
        return Decision.refuse(Kind.CONFLICT, code, detail);
    }
}
