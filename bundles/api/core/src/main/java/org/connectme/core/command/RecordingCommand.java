package org.connectme.core.command;

import java.time.Instant;
import org.connectme.core.event.RecordingEvent.DeletedBy;
import org.connectme.core.event.RecordingEvent.How;
import org.connectme.core.event.RecordingEvent.Why;

/** Commands about recordings. {@code recording} is a UUID in its canonical form, chosen by the page. */
public sealed interface RecordingCommand extends Command {

    String recording();

    /**
     * @param consent the request of the consent it stands on
     * @param store   id of the store that will keep it
     */
    record StartRecording(String recording, String consent, String store) implements RecordingCommand {}

    /** @param take the next number; a repeat of the newest changes nothing */
    record BeginTake(String recording, int take) implements RecordingCommand {}

    record StopRecording(String recording) implements RecordingCommand {}

    record MarkPrivate(String recording, boolean on) implements RecordingCommand {}

    /** By the engine: the store takes no more. */
    record FailRecording(String recording, Why why) implements RecordingCommand {}

    /** By the engine: the store has sealed it. */
    record SealRecording(String recording, Instant from, long length, String sha256, long millis)
            implements RecordingCommand {}

    /** By the engine: it will be deleted then unless its consultant keeps recordings longer. */
    record AnnounceDeletion(String recording, Instant deletesAt) implements RecordingCommand {}

    record NoteAccess(String recording, How how) implements RecordingCommand {}

    /** By the engine: the store has deleted it. */
    record NoteDeletion(String recording, DeletedBy by) implements RecordingCommand {}
}
