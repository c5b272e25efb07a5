package org.connectme.agent.core.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.agent.core.Transfer;
import org.connectme.agent.core.Transfer.State;

/** What goes over and what went lately, for the person here. Written by the exchange's thread, read by any. */
final class Ledger {

    private static final int MOST = 12;

    private final Runnable changed;
    private final Map<String, Transfer> transfers = new LinkedHashMap<>();
    private volatile List<Transfer> shown = List.of();

    /** @param changed told after each change */
    Ledger(Runnable changed) {
        this.changed = changed;
    }

    /** Newest last. */
    List<Transfer> shown() {
        return shown;
    }

    Optional<Transfer> find(String id) {
        return Optional.ofNullable(transfers.get(id));
    }

    void write(Transfer transfer) {
        transfers.put(transfer.id(), transfer);
        while (transfers.size() > MOST && forgetOne()) {
            // What is under way stays.
        }
        shown = List.copyOf(transfers.values());
        changed.run();
    }

    private boolean forgetOne() {
        Optional<Transfer> oldest =
                transfers.values().stream().filter(Ledger::isOver).findFirst();
        oldest.ifPresent(over -> transfers.remove(over.id()));
        return oldest.isPresent();
    }

    private static boolean isOver(Transfer transfer) {
        return transfer.state() == State.DONE || transfer.state() == State.ENDED;
    }
}
