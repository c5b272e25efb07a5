package org.connectme.gateway.socket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.connectme.gateway.socket.Call.Connected;
import org.connectme.gateway.socket.Call.Disconnected;
import org.connectme.gateway.socket.Call.Received;
import org.connectme.gateway.socket.Call.Recheck;
import org.jspecify.annotations.Nullable;

/** The calls that wait their turn at one seat; bounded, however long the handler is away. Guarded by its seat. */
final class CallQueue {

    static final int MAX_RECEIVED = 512;

    private final Deque<Call> calls = new ArrayDeque<>();
    private int received;

    boolean isEmpty() {
        return calls.isEmpty();
    }

    @Nullable
    Call take() {
        Call call = calls.pollFirst();
        received -= call instanceof Received ? 1 : 0;
        return call;
    }

    /** Back to the front: it will be tried again. */
    void giveBack(Call call) {
        received += call instanceof Received ? 1 : 0;
        calls.addFirst(call);
    }

    /** @return false if too many wait */
    boolean add(Received call) {
        if (received == MAX_RECEIVED) {
            return false;
        }
        received++;
        calls.addLast(call);
        return true;
    }

    void add(Connected call) {
        calls.addLast(call);
    }

    /** A page that came and went twice while nobody heard of it is one that went: the earlier instant stands. */
    void add(Disconnected call) {
        if (calls.peekLast() instanceof Connected) {
            Call connected = calls.removeLast();
            if (calls.peekLast() instanceof Disconnected) {
                return;
            }
            calls.addLast(connected);
        }
        calls.addLast(call);
    }

    void add(Recheck call) {
        if (calls.stream().noneMatch(Recheck.class::isInstance)) {
            calls.addLast(call);
        }
    }

    /** For a handler that is new to this seat. */
    void announceFirst() {
        if (calls.stream().noneMatch(Connected.class::isInstance)) {
            calls.addFirst(new Connected(true));
        }
    }

    /** Whether a numbered message of this session has waited since before this instant. Old reports are dropped. */
    boolean hasWaitedSince(long nanos, @Nullable PageSession session) {
        for (Iterator<Call> each = calls.iterator(); each.hasNext(); ) {
            if (each.next() instanceof Received message && message.at() - nanos < 0) {
                if (message.number() == 0) {
                    each.remove();
                    received--;
                } else if (message.session() == session) {
                    return true;
                }
            }
        }
        return false;
    }

    void forget(PageSession session) {
        calls.removeIf(call -> call instanceof Received message && message.session() == session);
        received = (int) calls.stream().filter(Received.class::isInstance).count();
    }
}
