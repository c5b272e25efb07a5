package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.connectme.simulation.SimPermits.Issued;
import org.jspecify.annotations.Nullable;

/**
 * What the person at the computer truly allowed, and which permits truly reached the app: kept in the plainest way there
 * is, beside the app and without a line of it. Each input is held against it at the instant at which it happens.
 */
final class Allowed {

    private static final Duration LONGEST_PERMIT = Duration.ofSeconds(60);
    /** The app knows the server's time from its last view, so it may be behind by as long as that took. */
    private static final Duration SKEW = Duration.ofSeconds(2);
    /** By then nothing is held and no injector is left. */
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    private final Scheduler scheduler;
    private final String consultation;
    private final List<String> broken = new ArrayList<>();
    /** Until when mouse and keyboard are lent, by the request that the person said yes to in this app. */
    private final Map<String, Instant> yes = new HashMap<>();

    private final Map<String, Instant> permits = new HashMap<>();
    /** Permits that counted once; no later delivery makes them count again. */
    private final Set<String> used = new HashSet<>();

    private final Set<String> held = new HashSet<>();
    private Instant lastWord = Instant.MIN;
    private int injectors;
    private boolean channelOpen;
    private boolean shared;
    private boolean isPrivate;
    private boolean stopVisible = true;
    private Instant changedAt = Instant.MIN;

    /** What happened, so that a test can say that it did. */
    enum Seen {
        INPUT,
        STOP_WHILE_LENT,
        STOP_WHILE_OFFLINE,
        WITHDRAWN_IN_A_TEXT,
        PERMIT_RENEWED,
        PERMIT_RAN_OUT,
        CHANNEL_LOST_WHILE_LENT,
        CRASH_WHILE_LENT,
        PAUSED_WHILE_LENT,
        KEY_HELD,
        REPLAYED,
        FORGED,
        SWAPPED_WHILE_LENT
    }

    private final Map<Seen, Integer> seen = new HashMap<>();

    Allowed(Scheduler scheduler, String consultation) {
        this.scheduler = scheduler;
        this.consultation = consultation;
    }

    List<String> broken() {
        return broken;
    }

    Map<Seen, Integer> seen() {
        return seen;
    }

    void note(Seen what) {
        seen.merge(what, 1, Integer::sum);
    }

    void noteIfLent(Seen what) {
        if (isLent()) {
            note(what);
        }
    }

    // ------------------------------------------------------------ what the person and the world do

    void saidYes(String request, boolean full, Duration lasts) {
        if (full && !yes.containsKey(request)) {
            Instant until = scheduler.now().plus(lasts);
            yes.put(request, until);
            scheduler.at(until.plus(AT_ONCE), this::nothingIsLeft);
        }
    }

    /** Taken back, or the app was told that it is over. */
    void ended(String request) {
        if (yes.getOrDefault(request, Instant.MIN).isAfter(Instant.MIN)) {
            // Kept as over: the same request never stands again.
            yes.put(request, Instant.MIN);
            changed();
        }
    }

    void stopped() {
        yes.replaceAll((request, until) -> Instant.MIN);
        shared = false;
        changed();
    }

    /** The app's process is gone, and with it what was said in it. */
    void appGone() {
        yes.clear();
        permits.clear();
        used.clear();
        channelOpen = false;
        shared = false;
        isPrivate = false;
        stopVisible = true;
        injectors = 0;
        changed();
    }

    void channel(boolean open) {
        channelOpen = open;
        if (!open) {
            permits.clear();
            changed();
        }
    }

    void shared(boolean is) {
        shared = is;
        changed();
    }

    void privateMoment(boolean on) {
        isPrivate = on;
        changed();
    }

    void stopVisible(boolean is) {
        stopVisible = is;
        changed();
    }

    /** A permit reached the app; only the server's own count, for what the person said yes to, and once. */
    void permit(@Nullable Issued issued) {
        Instant now = scheduler.now();
        if (issued == null
                || !issued.full()
                || !issued.consultation().equals(consultation)
                || !channelOpen
                || !yes.getOrDefault(issued.request(), Instant.MIN).isAfter(now)
                || !issued.until().plus(SKEW).isAfter(now)) {
            return;
        }
        if (!used.add(issued.text())) {
            note(Seen.REPLAYED);
            return;
        }
        if (isLent()) {
            note(Seen.PERMIT_RENEWED);
        }
        Instant most = now.plus(LONGEST_PERMIT);
        Instant until = issued.until().plus(SKEW);
        Instant counts = until.isBefore(most) ? until : most;
        permits.merge(issued.request(), counts, (one, other) -> one.isAfter(other) ? one : other);
        scheduler.at(counts.plus(AT_ONCE), () -> {
            if (channelOpen && !isLent() && yes.values().stream().anyMatch(scheduler.now()::isBefore)) {
                note(Seen.PERMIT_RAN_OUT);
            }
            nothingIsLeft();
        });
    }

    /** The consultant's page was heard. */
    void heard() {
        lastWord = scheduler.now();
    }

    // ------------------------------------------------------------ what the app does

    /** Whether the person lends mouse and keyboard now, paused or not. */
    boolean isLent() {
        return yes.keySet().stream().anyMatch(this::isLent);
    }

    private boolean isLent(String request) {
        Instant now = scheduler.now();
        return yes.getOrDefault(request, Instant.MIN).isAfter(now)
                && permits.getOrDefault(request, Instant.MIN).isAfter(now);
    }

    private boolean isPaused() {
        return isPrivate || !stopVisible || !shared || !channelOpen;
    }

    /** @param request the consent that the input names; null if it names none */
    void input(String what, @Nullable String request) {
        note(Seen.INPUT);
        boolean isRightful = request == null ? isLent() : isLent(request);
        if (!isRightful) {
            fail(what + " was put in without a consent and a permit that stand");
        } else if (isPrivate) {
            fail(what + " was put in during a private moment");
        } else if (!stopVisible) {
            fail(what + " was put in while STOP could not be seen");
        } else if (!shared) {
            fail(what + " was put in while nothing was shared");
        } else if (!channelOpen) {
            fail(what + " was put in after the consultant's page was gone");
        }
    }

    void down(String key) {
        if (held.add(key)) {
            note(Seen.KEY_HELD);
            letGoIfForgotten();
        }
    }

    void up(String key) {
        held.remove(key);
    }

    void allUp() {
        held.clear();
    }

    void injectorThere() {
        injectors++;
        if (!isLent()) {
            fail("the injector is there without a consent and a permit that stand");
        } else if (injectors > 1) {
            fail("there are " + injectors + " injectors");
        }
    }

    void injectorGone() {
        injectors--;
    }

    void fail(String what) {
        broken.add("consultation " + consultation + " at " + scheduler.now() + ": " + what);
    }

    private void changed() {
        changedAt = scheduler.now();
        scheduler.after(AT_ONCE, this::nothingIsLeft);
    }

    /** What is not allowed any more has had its time to end. */
    private void nothingIsLeft() {
        if (isTooEarly()) {
            return;
        }
        if (!isLent() && injectors > 0) {
            fail("after the end there still is an injector");
        }
        if ((!isLent() || isPaused()) && !held.isEmpty()) {
            fail((isLent() ? "while paused" : "after the end") + " still held: " + held);
        }
    }

    /** Something changed or ran out a moment ago; it is looked at again then. */
    private boolean isTooEarly() {
        Instant now = scheduler.now();
        Instant before = now.minus(AT_ONCE);
        return changedAt.isAfter(before)
                || Stream.concat(yes.values().stream(), permits.values().stream())
                        .anyMatch(until -> until.isAfter(before) && !until.isAfter(now));
    }

    /** Nobody says any more that it is held: then it is not. */
    private void letGoIfForgotten() {
        scheduler.after(Duration.ofSeconds(3), () -> {
            boolean isForgotten = Duration.between(lastWord, scheduler.now()).compareTo(Duration.ofMillis(2_700)) > 0;
            if (isForgotten && !held.isEmpty()) {
                fail("held without a word from the consultant's page: " + held);
            } else if (!held.isEmpty()) {
                letGoIfForgotten();
            }
        });
    }
}
