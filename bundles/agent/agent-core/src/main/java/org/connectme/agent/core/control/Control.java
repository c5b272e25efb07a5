package org.connectme.agent.core.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.connectme.agent.core.ControlState;
import org.connectme.agent.core.ControlState.Mode;
import org.connectme.agent.core.view.Consent.Scope;

/**
 * What stands in one consultation: the consents that the person here gave in this app's own dialog, and the server's
 * permits for them. Both must hold for input. Pure and immutable; moments are of the monotonic clock, so that a wall
 * clock that jumps neither lengthens nor shortens anything.
 *
 * @param grants by the request's id
 * @param over requests that ended here, or were refused: they never stand again
 */
record Control(String consultation, Map<String, Grant> grants, Set<String> over, boolean privateMoment) {

    /** The longest that a permit counts from its receipt, whatever it says. */
    static final Duration LONGEST_PERMIT = Duration.ofSeconds(60);

    /** By so much this app's idea of the server's time may be behind. */
    static final Duration SKEW = Duration.ofSeconds(10);

    private static final int MOST_GRANTS = 20;
    private static final Set<Scope> SCOPES =
            Set.of(Scope.SCREEN_ONLY, Scope.SCREEN_KEYBOARD_MOUSE, Scope.CLIPBOARD, Scope.FILE_TRANSFER);

    /**
     * A yes of the person in front of this app.
     *
     * @param untilNanos when it ends by itself
     * @param permitUntilNanos when the newest permit for it runs out; not after {@code untilNanos}
     * @param permitted whether there ever was a permit
     * @param lastSerial of the permits that were taken
     */
    record Grant(
            String request, Scope scope, long untilNanos, boolean permitted, long permitUntilNanos, long lastSerial) {

        boolean stands(long now) {
            return now - untilNanos < 0;
        }

        boolean isPermitted(long now) {
            return stands(now) && permitted && now - permitUntilNanos < 0;
        }
    }

    /**
     * What is around: it pauses control, and ends nothing.
     *
     * @param window whether what is shared is one window only, which can be looked at and not be lent
     */
    record Around(boolean channelOpen, boolean shared, boolean window, boolean stopVisible) {}

    /** @param refusal a code; empty if the permit was taken */
    record Taken(Control next, String refusal) {}

    Control {
        grants = Map.copyOf(grants);
        over = Set.copyOf(over);
    }

    static Control of(String consultation) {
        return new Control(consultation, Map.of(), Set.of(), false);
    }

    /** The person pressed yes. Recording is none of this app's doing. */
    Control granted(String request, Scope scope, Duration lasts, long now) {
        if (!SCOPES.contains(scope)
                || over.contains(request)
                || grants.size() >= MOST_GRANTS
                || grants.containsKey(request)) {
            return this;
        }
        Map<String, Grant> next = new HashMap<>(grants);
        next.put(request, new Grant(request, scope, now + lasts.toNanos(), false, 0, Long.MIN_VALUE));
        return with(next);
    }

    /** Taken back, refused, or over at the server. */
    Control ended(String request) {
        if (over.contains(request) && !grants.containsKey(request)) {
            return this;
        }
        Map<String, Grant> next = new HashMap<>(grants);
        next.remove(request);
        Set<String> gone = new HashSet<>(over);
        gone.add(request);
        return new Control(consultation, next, gone, privateMoment);
    }

    boolean stands(String request, long now) {
        Grant grant = grants.get(request);
        return grant != null && grant.stands(now);
    }

    /** STOP, or the end of the call: nothing stands any more. */
    Control stopped() {
        Set<String> gone = new HashSet<>(over);
        gone.addAll(grants.keySet());
        return new Control(consultation, Map.of(), gone, privateMoment);
    }

    /** The server says that the consent ends then; it never makes it longer. */
    Control shortened(String request, Duration left, long now) {
        Grant grant = grants.get(request);
        long until = now + left.toNanos();
        if (grant == null || until - grant.untilNanos() >= 0) {
            return this;
        }
        return with(new Grant(
                request, grant.scope(), until, grant.permitted(), grant.permitUntilNanos(), grant.lastSerial()));
    }

    Control privateMoment(boolean on) {
        return new Control(consultation, grants, over, on);
    }

    /** The consultant's page is gone: what comes next needs a new permit. */
    Control permitsDropped() {
        Map<String, Grant> next = new HashMap<>();
        grants.forEach((request, grant) ->
                next.put(request, new Grant(request, grant.scope(), grant.untilNanos(), false, 0, grant.lastSerial())));
        return with(next);
    }

    /** Lets go of what ran out. */
    Control swept(long now) {
        Control next = this;
        for (Grant grant : grants.values()) {
            if (!grant.stands(now)) {
                next = next.ended(grant.request());
            }
        }
        return next;
    }

    /**
     * A permit whose signature was found to be the server's.
     *
     * @param serverNow the server's time, counted on by the monotonic clock
     */
    Taken permit(Permit permit, Instant serverNow, long now) {
        if (!permit.consultation().equals(consultation)) {
            return new Taken(this, "control.wrong-consultation");
        }
        Grant grant = grants.get(permit.request());
        if (grant == null || !grant.stands(now)) {
            return new Taken(this, "control.no-consent");
        }
        if (permit.scope() != grant.scope()) {
            return new Taken(this, "control.wrong-scope");
        }
        if (permit.serial() <= grant.lastSerial()) {
            return new Taken(this, "control.replayed");
        }
        Duration left = Duration.between(serverNow, permit.until());
        boolean tooLong = Duration.between(permit.issuedAt(), permit.until()).compareTo(LONGEST_PERMIT) > 0;
        boolean early = permit.issuedAt().isAfter(serverNow.plus(SKEW));
        if (left.isNegative() || left.isZero() || tooLong || early) {
            return new Taken(this, "control.expired");
        }
        Duration counts = left.compareTo(LONGEST_PERMIT) < 0 ? left : LONGEST_PERMIT;
        long until = now + counts.toNanos();
        long notAfter = until - grant.untilNanos() < 0 ? until : grant.untilNanos();
        Grant permitted =
                new Grant(grant.request(), grant.scope(), grant.untilNanos(), true, notAfter, permit.serial());
        return new Taken(with(permitted), "");
    }

    /** Whether the injector exists: consent for mouse and keyboard stands, and a permit for it. */
    boolean opensInjector(long now) {
        return control(now).filter(grant -> grant.isPermitted(now)).isPresent();
    }

    /** Whether a consent for mouse and keyboard stands, permitted or not yet. */
    boolean isControlled(long now) {
        return control(now).isPresent();
    }

    /** Whether input that relies on this consent may be injected now. */
    boolean injects(String request, Around around, long now) {
        ControlState state = state(around, now);
        return state.mode() == Mode.CONTROL && request.equals(state.request());
    }

    /** Whether the consultant may point at something, relying on this consent. */
    boolean points(String request, Around around, long now) {
        Grant grant = grants.get(request);
        return grant != null && isOfTheScreen(grant) && grant.isPermitted(now) && !privateMoment && around.shared();
    }

    private static boolean isOfTheScreen(Grant grant) {
        return grant.scope() == Scope.SCREEN_ONLY || grant.scope() == Scope.SCREEN_KEYBOARD_MOUSE;
    }

    /** Whether what relies on this consent, to clipboard or files, may last. A private moment ends it. */
    boolean keeps(String request, Scope scope, long now) {
        Grant grant = grants.get(request);
        return grant != null && grant.scope() == scope && grant.stands(now) && !privateMoment;
    }

    /** Whether bytes may go over now that rely on this consent, to clipboard or files. */
    boolean exchanges(String request, Scope scope, long now) {
        return keeps(request, scope, now) && grants.get(request).isPermitted(now);
    }

    /** The consent to clipboard or files that is permitted now. */
    Optional<String> exchanging(Scope scope, long now) {
        return grants.keySet().stream()
                .filter(request -> exchanges(request, scope, now))
                .min(Comparator.naturalOrder());
    }

    ControlState state(Around around, long now) {
        Optional<Grant> control = control(now);
        if (control.isPresent()) {
            Grant grant = control.get();
            String why = pause(grant, around, now);
            return new ControlState(
                    why.isEmpty() ? Mode.CONTROL : Mode.PAUSED,
                    grant.request(),
                    grant.scope(),
                    grant.untilNanos(),
                    why);
        }
        return standing(Scope.SCREEN_ONLY, now)
                .map(grant -> new ControlState(
                        privateMoment ? Mode.PAUSED : Mode.VIEW,
                        grant.request(),
                        grant.scope(),
                        grant.untilNanos(),
                        privateMoment ? "control.private" : ""))
                .orElse(ControlState.NOTHING);
    }

    private String pause(Grant grant, Around around, long now) {
        if (privateMoment) {
            return "control.private";
        }
        if (!around.stopVisible()) {
            return "control.stop-hidden";
        }
        if (!around.shared()) {
            return "control.not-shared";
        }
        if (around.window()) {
            return "control.window";
        }
        if (!around.channelOpen() || !grant.isPermitted(now)) {
            return "control.no-permit";
        }
        return "";
    }

    private Optional<Grant> control(long now) {
        return standing(Scope.SCREEN_KEYBOARD_MOUSE, now);
    }

    /** With several, the one that lasts longest. */
    private Optional<Grant> standing(Scope scope, long now) {
        return grants.values().stream()
                .filter(grant -> grant.scope() == scope && grant.stands(now))
                .max(Comparator.comparingLong((Grant grant) -> grant.untilNanos() - now)
                        .thenComparing(Grant::request));
    }

    private Control with(Grant grant) {
        Map<String, Grant> next = new HashMap<>(grants);
        next.put(grant.request(), grant);
        return with(next);
    }

    private Control with(Map<String, Grant> next) {
        return new Control(consultation, next, over, privateMoment);
    }
}
