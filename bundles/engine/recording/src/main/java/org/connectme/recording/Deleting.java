package org.connectme.recording;

import java.time.Instant;
import java.util.UUID;
import org.connectme.core.ConsultationId;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Commands;
import org.connectme.core.command.RecordingCommand.NoteDeletion;
import org.connectme.core.event.RecordingEvent.DeletedBy;
import org.connectme.recording.spi.Outcome;

/** Takes a recording out of its store, and notes that. Every step may be repeated. */
final class Deleting {

    private final Rows rows;
    private final Stores stores;
    private final Commands commands;

    Deleting(Rows rows, Stores stores, Commands commands) {
        this.rows = rows;
        this.stores = stores;
        this.commands = commands;
    }

    /** @return false if the store does not do it now */
    boolean delete(ConsultationId consultation, Recorded recording, DeletedBy by, Instant now) {
        boolean isGone = rows.locked(UUID.fromString(recording.id()), (locked, row) -> {
                    if (!row.isDeleted()
                            && !(stores.ask(row.store(), store -> store.delete(row.id())) instanceof Outcome.Done)) {
                        return false;
                    }
                    locked.delete(row.recording(), now);
                    return true;
                })
                .orElse(true);
        if (isGone) {
            commands.send(consultation, new Actor.Engine(), new NoteDeletion(recording.id(), by));
        }
        return isGone;
    }
}
