package org.connectme.agent.core.control;

import org.connectme.agent.core.Transfer;
import org.connectme.agent.core.Transfer.Kind;
import org.connectme.agent.core.Transfer.State;

/** One text or file on its way, in either direction. Confined to the exchange's thread. */
abstract class UnderWay {

    final String id;
    final String request;
    final Kind kind;
    final String name;

    /** When it last got further. */
    long movedNanos;

    /** @param name of a file; a text has none */
    UnderWay(String id, String request, Kind kind, String name, long now) {
        this.id = id;
        this.request = request;
        this.kind = kind;
        this.name = name;
        this.movedNanos = now;
    }

    /** As the person here sees it. */
    abstract Transfer shown(State state, String why);

    /** It comes to nothing, and nothing of it stays open or on the disk. */
    abstract void letGo();

    /** Why it ends once nothing has moved for long. */
    String whyStill() {
        return "exchange.stalled";
    }
}
