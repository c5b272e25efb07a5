package org.connectme.agent.core.control;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.agent.core.Transfer.Kind;
import org.connectme.agent.core.Transfer.State;
import org.connectme.agent.core.control.Exchange.Consents;
import org.connectme.agent.core.link.Loop;

/**
 * What is on its way in one direction: one file and one text at a time, each as long as its consent stands and it moves.
 * Confined to the exchange's thread.
 */
final class Lane<T extends UnderWay> {

    private final Loop loop;
    private final Consents consents;
    private final Ledger ledger;
    private final Words words;
    private final Map<Kind, T> taken = new EnumMap<>(Kind.class);

    Lane(Loop loop, Consents consents, Ledger ledger, Words words) {
        this.loop = loop;
        this.consents = consents;
        this.ledger = ledger;
        this.words = words;
    }

    boolean isEmpty() {
        return taken.isEmpty();
    }

    boolean isTaken(Kind kind) {
        return taken.containsKey(kind);
    }

    void add(T each) {
        taken.put(each.kind, each);
    }

    List<T> all() {
        return List.copyOf(taken.values());
    }

    Optional<T> find(String id, String request) {
        return taken.values().stream()
                .filter(each -> each.id.equals(id) && each.request.equals(request))
                .findFirst();
    }

    /** Its consent stands, and a permit for it is fresh. */
    boolean isPermitted(T each) {
        return consents.permit(each.request, Exchange.scope(each.kind));
    }

    void show(T each, State state) {
        ledger.write(each.shown(state, ""));
    }

    /** It got further. */
    void moved(T each) {
        each.movedNanos = loop.nanos();
        show(each, State.RUNNING);
    }

    /** It is over and whole. */
    void done(T each) {
        taken.remove(each.kind, each);
        show(each, State.DONE);
    }

    /** It comes to nothing, and the page is told. @param why a stable code */
    void end(T each, String why) {
        forget(each, why);
        words.drop(each.request, each.id, why);
    }

    private void forget(T each, String why) {
        taken.remove(each.kind, each);
        each.letGo();
        ledger.write(each.shown(State.ENDED, why));
    }

    /** The person here wants it no more. */
    void cancel(String id) {
        all().stream().filter(each -> each.id.equals(id)).forEach(each -> end(each, "exchange.cancelled"));
    }

    /** The page wants it no more. */
    void dropped(String id, String request) {
        find(id, request).ifPresent(each -> forget(each, "exchange.cancelled-there"));
    }

    /** There is nobody left to be told. */
    void endAll(String why) {
        all().forEach(each -> forget(each, why));
    }

    /** What may not last any more ends. */
    void follow() {
        for (T each : all()) {
            if (!consents.stand(each.request, Exchange.scope(each.kind))) {
                end(each, "exchange.no-consent");
            } else if (loop.nanos() - each.movedNanos > Exchange.PATIENCE_NANOS) {
                end(each, each.whyStill());
            }
        }
    }
}
