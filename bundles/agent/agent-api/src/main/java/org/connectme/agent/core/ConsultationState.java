package org.connectme.agent.core;

import java.time.Instant;
import java.util.List;
import org.connectme.agent.core.view.View;
import org.jspecify.annotations.Nullable;

/**
 * One consultation as this app knows it at one moment.
 *
 * @param entry whether the app belongs to an appointment
 * @param view absent until the server said it
 * @param receivedNanos when the view came, by {@link System#nanoTime()}
 * @param privateMoment black picture, no input
 */
public record ConsultationState(
        Entry entry,
        @Nullable View view,
        long receivedNanos,
        Link link,
        List<ChatLine> chat,
        ControlState control,
        boolean privateMoment) {

    public enum Entry {
        /** No code was taken yet, or the seat was left. */
        OUTSIDE,
        OPENING,
        INSIDE
    }

    public static final ConsultationState NOTHING_YET = new ConsultationState(
            Entry.OUTSIDE, null, 0, new Link.Connecting(), List.of(), ControlState.NOTHING, false);

    public ConsultationState {
        chat = List.copyOf(chat);
    }

    public ConsultationState with(Entry next) {
        return new ConsultationState(next, view, receivedNanos, link, chat, control, privateMoment);
    }

    /** @param nanos when it came, by {@link System#nanoTime()} */
    public ConsultationState with(View next, long nanos) {
        return new ConsultationState(entry, next, nanos, link, chat, control, privateMoment);
    }

    public ConsultationState with(Link next) {
        return new ConsultationState(entry, view, receivedNanos, next, chat, control, privateMoment);
    }

    public ConsultationState with(List<ChatLine> next) {
        return new ConsultationState(entry, view, receivedNanos, link, next, control, privateMoment);
    }

    public ConsultationState with(ControlState next, boolean isPrivate) {
        return new ConsultationState(entry, view, receivedNanos, link, chat, next, isPrivate);
    }

    /** Milliseconds since the view was made, as far as this app can tell. */
    public long sinceViewMillis(long nowNanos) {
        return view == null ? 0 : Math.max(0, (nowNanos - receivedNanos) / 1_000_000);
    }

    /** The server's clock, as far as this app can tell. */
    public Instant serverNow(long nowNanos) {
        return view == null ? Instant.now() : view.now().plusMillis(sinceViewMillis(nowNanos));
    }
}
