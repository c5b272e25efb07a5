package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.Outcome;
import org.connectme.core.command.PresenceCommand.Join;
import org.connectme.core.command.PresenceCommand.Lose;
import org.connectme.core.command.PresenceCommand.ReportMedia;
import org.connectme.core.command.PresenceCommand.Span;

/**
 * One side with a page, a network that comes and goes, and the gateway's view of its socket. Keeps the truth about when
 * it could be heard, which the server only guesses at.
 */
final class Person {

    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(10);
    private static final Duration KNOCK_AGAIN = Duration.ofSeconds(5);

    private final World world;
    private final ConsultationId consultation;
    private final Side side;
    private final Actor engine = new Actor.Engine();
    /** True spans in which the server could hear this side; a silence under ten seconds is no silence. */
    private final List<Heard> heard = new ArrayList<>();
    /** True spans in which the network was up. */
    private final List<Span> linked = new ArrayList<>();

    private final Deque<Command> untold = new ArrayDeque<>();

    /** @param noticed when the server could know that it was over */
    private record Heard(Instant from, Instant to, Instant noticed) {}

    private boolean networkUp = true;
    private Instant upSince;
    private boolean telling;
    private boolean present;
    private boolean connected;
    private Instant connectedSince;
    private Instant lastHeard;
    private boolean goneForGood;
    private int era;

    Person(World world, ConsultationId consultation, Side side) {
        this.world = world;
        this.consultation = consultation;
        this.side = side;
        this.upSince = world.now();
    }

    Side side() {
        return side;
    }

    /** Whether this person can press anything. */
    boolean isConnected() {
        return connected && networkUp;
    }

    /** Whether anything reaches this person, past the server too. */
    boolean isLinked() {
        return networkUp;
    }

    /** The page enters the waiting room or the call and stays. */
    void appear() {
        if (present) {
            return;
        }
        present = true;
        connect();
        world.scheduler().after(REPORT_EVERY, this::report);
    }

    List<Span> heardUntil(Instant end) {
        List<Span> spans = new ArrayList<>();
        for (Heard span : heard) {
            boolean isUnnoticed = span.noticed().isAfter(end);
            spans.add(new Span(span.from(), isUnnoticed ? later(span.to(), end) : span.to()));
        }
        return closed(spans, connected ? connectedSince : null, end);
    }

    List<Span> linkedUntil(Instant end) {
        return closed(linked, networkUp ? upSince : null, end);
    }

    void cutNetwork(Duration length, boolean forGood) {
        if (!networkUp) {
            return;
        }
        networkUp = false;
        goneForGood = forGood;
        linked.add(new Span(upSince, world.now()));
        int cut = ++era;
        if (connected) {
            Instant at = world.now();
            // the newest thing the server heard is at most a heartbeat old
            lastHeard = later(connectedSince, at.minus(world.dice().millis(0, 5000)));
            world.scheduler()
                    .at(lastHeard.plus(SILENCE).plusMillis(world.dice().between(0, 1000)), () -> notice(cut, at));
        }
        if (!forGood) {
            world.scheduler().after(length, this::restoreNetwork);
        }
    }

    /** A reload: the socket closes at once, the page is back soon. */
    void reload() {
        if (!connected || !networkUp) {
            return;
        }
        closeSocket(world.now());
        insist(new Lose(side, world.now()));
        world.scheduler().after(world.dice().millis(300, 6000), this::connect);
    }

    void serverDied(Instant at) {
        if (untold.stream().anyMatch(Lose.class::isInstance)) {
            forget(at);
        }
        untold.clear();
        if (connected) {
            closeSocket(at);
        }
    }

    /** A silence that the server noticed and had no time to write down is a part of the outage for everybody. */
    private void forget(Instant died) {
        Heard last = heard.remove(heard.size() - 1);
        heard.add(new Heard(last.from(), later(last.to(), died), died));
    }

    void serverBack() {
        world.scheduler().after(world.dice().millis(50, 5000), this::connect);
    }

    private void restoreNetwork() {
        networkUp = true;
        upSince = world.now();
        era++;
        if (!connected) {
            world.scheduler().after(world.dice().millis(0, 3000), this::connect);
        }
    }

    /** The gateway has heard nothing for ten seconds. */
    private void notice(int cut, Instant cutAt) {
        if (cut != era || networkUp || !connected || !world.serverUp()) {
            return;
        }
        Instant heardLast = lastHeard;
        closeSocket(cutAt);
        insist(new Lose(side, world.faultyDetection() ? world.now() : heardLast));
    }

    private void connect() {
        if (!present || connected || !networkUp || !world.serverUp()) {
            return;
        }
        connected = true;
        connectedSince = world.now();
        insist(new Join(side));
        report(world.now());
    }

    /** What the sockets know goes to the journal in order, however often it must be said. A dead server forgets it. */
    private void insist(Command command) {
        untold.add(command);
        tell();
    }

    private void tell() {
        if (telling) {
            return;
        }
        telling = true;
        while (!untold.isEmpty() && world.serverUp()) {
            Command next = untold.peek();
            if (world.isOver(consultation)) {
                untold.clear();
                break;
            }
            Optional<Outcome> answer = world.answer(consultation, engine, next);
            if (answer.isEmpty()) {
                world.scheduler().after(Duration.ofMillis(250), this::tell);
                break;
            }
            untold.remove(next);
            if (answer.get() instanceof Outcome.Refused && next instanceof Join) {
                turnedAway();
            }
        }
        telling = false;
    }

    /** A new offer must be agreed to first; the page comes again. */
    private void turnedAway() {
        if (connected) {
            closeSocket(world.now());
            world.scheduler().after(KNOCK_AGAIN, this::connect);
        }
    }

    private void closeSocket(Instant at) {
        connected = false;
        heard.add(new Heard(connectedSince, later(connectedSince, at), world.now()));
    }

    private void report() {
        if (goneForGood || world.isOver(consultation)) {
            return;
        }
        if (connected && networkUp) {
            report(world.now());
        }
        world.scheduler().after(REPORT_EVERY, this::report);
    }

    private void report(Instant now) {
        List<Span> flow = world.mediaFlow(consultation, now);
        boolean flowing = !flow.isEmpty() && flow.get(flow.size() - 1).to().equals(now);
        Instant last =
                flow.isEmpty() ? Instant.EPOCH : flow.get(flow.size() - 1).to();
        if (!flow.isEmpty()) {
            world.send(consultation, engine, new ReportMedia(side, flowing, last, flow));
        }
    }

    private static List<Span> closed(
            List<Span> spans, @org.jspecify.annotations.Nullable Instant openSince, Instant end) {
        List<Span> all = new ArrayList<>(spans);
        if (openSince != null && openSince.isBefore(end)) {
            all.add(new Span(openSince, end));
        }
        return all;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
