package org.connectme.gateway.socket;

import org.connectme.wire.http.Request;

/** One socket at a seat. Its fields are guarded by the seat's lock, but for what the wire itself counts. */
public final class Connection {

    final Wire wire;
    final Request upgrade;
    final Allowance allowance;
    final long openedAt;
    volatile boolean greeted;
    boolean closed;
    long nextBeat;
    long nextRecheck;
    private volatile long lastHeard;

    Connection(Wire wire, Request upgrade, long nowNanos) {
        this.wire = wire;
        this.upgrade = upgrade;
        this.allowance = new Allowance(nowNanos);
        this.openedAt = nowNanos;
        this.lastHeard = nowNanos;
    }

    void heard(long nowNanos) {
        lastHeard = nowNanos;
    }

    long lastHeard() {
        return lastHeard;
    }
}
