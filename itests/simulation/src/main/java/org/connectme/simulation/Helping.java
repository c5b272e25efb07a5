package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.connectme.agent.core.ControlState.Mode;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.Consent.Scope;
import org.connectme.agent.core.view.Consent.State;
import org.connectme.core.ConsultationId;
import org.connectme.core.command.Actor;
import org.connectme.core.command.ConsentCommand.RequestConsent;
import org.connectme.core.event.ConsentEvent;
import org.connectme.simulation.Allowed.Seen;
import org.connectme.simulation.SimPermits.Issued;
import org.jspecify.annotations.Nullable;

/**
 * A consultant helps on a customer's computer: one asks, one answers, takes back, presses STOP and walks away; networks,
 * server, app and page fail meanwhile. The consultant's page obeys nothing: it puts in whatever it likes at all times,
 * under any consent's name, and with every permit it ever saw or could make up.
 */
final class Helping {

    private static final Duration RENEW = Duration.ofSeconds(20);
    private static final Duration NOT_LONGER = Duration.ofHours(6);

    /** @param issued if it is a permit of the server's */
    private record Message(String text, @Nullable Issued issued) {}

    private final World world;
    private final Meeting meeting;
    private final ConsultationId id;
    private final Dice dice;
    private final Actor consultant;
    private final Allowed allowed;
    private final Computer computer;
    private final App app;
    private final Wire<Message> wire;
    private final Set<String> considered = new HashSet<>();
    private final List<Issued> permits = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private boolean begun;
    private boolean stopHidden;
    private boolean ownWindow;
    private int asked;
    private long moves;

    Helping(World world, Meeting meeting, Dice dice, Bug bug) {
        this.world = world;
        this.meeting = meeting;
        this.id = meeting.id();
        this.dice = dice;
        this.consultant = new Actor.Consultant(world.consultant());
        this.allowed = new Allowed(world.scheduler(), id.toString());
        this.computer = new Computer(allowed);
        this.app = new App(world, id, dice, bug, computer, allowed);
        this.wire = new Wire<>(
                world.scheduler(),
                dice,
                () -> meeting.consultant().isLinked() && meeting.customer().isLinked(),
                message -> app.heard(message.text(), message.issued()),
                app::channel);
        computer.inAText(this::interrupt);
    }

    Allowed allowed() {
        return allowed;
    }

    List<Issued> permits() {
        return permits;
    }

    /** Waits for the call, and lasts until a while after it: who was let in may not stay. */
    void begin() {
        if (world.now().isAfter(World.START.plus(NOT_LONGER))) {
            return;
        }
        boolean inCall =
                !world.history(id).isEmpty() && world.state(id).inCall().size() == 2;
        if (!inCall) {
            world.scheduler().after(Duration.ofSeconds(20), this::begin);
            return;
        }
        begun = true;
        wire.begin();
        views();
        person();
        page();
        renew();
        world.scheduler().after(dice.millis(1_000, 60_000), this::setClock);
    }

    private boolean goesOn() {
        return begun && !world.isOver(id) && world.now().isBefore(World.START.plus(NOT_LONGER));
    }

    /** The server's views arrive while it can be reached, made a moment ago. The last one tells of the end. */
    private void views() {
        boolean isLast = !goesOn();
        if (world.isReachable(id)) {
            Instant madeAt = world.now();
            world.scheduler().after(dice.millis(5, 300), () -> app.view(madeAt));
            if (isLast) {
                world.scheduler().after(Duration.ofSeconds(90), wire::end);
                return;
            }
        }
        world.scheduler().after(dice.millis(300, 4_000), this::views);
    }

    // ------------------------------------------------------------ the person at the computer

    private void person() {
        if (!goesOn()) {
            return;
        }
        for (Consent consent : app.consents()) {
            boolean isForUs = consent.scope() == Scope.SCREEN_ONLY || consent.scope() == Scope.SCREEN_KEYBOARD_MOUSE;
            if (isForUs && consent.state() == State.ASKED && considered.add(consent.request())) {
                world.scheduler().after(dice.millis(300, dice.chance(0.1) ? 75_000 : 8_000), () -> answer(consent));
            }
        }
        if (app.state().mode() != Mode.NONE) {
            act();
        }
        world.scheduler().after(dice.millis(500, 4_000), this::person);
    }

    private void answer(Consent consent) {
        double mood = dice.between(1, 100) / 100.0;
        if (mood < 0.7) {
            app.answer(consent.request(), consent.scope());
        } else if (mood < 0.8) {
            app.answer(consent.request(), Scope.SCREEN_ONLY);
        } else if (mood < 0.9) {
            app.answer(consent.request(), null);
        }
    }

    private void act() {
        if (dice.chance(0.7)) {
            app.share(true);
        }
        boolean isCutOff = !meeting.customer().isLinked() || !world.serverUp();
        if (dice.chance(isCutOff ? 0.2 : 0.02)) {
            app.stop(dice.chance(0.5));
        } else if (dice.chance(0.03)) {
            app.takeBack(app.state().request());
        } else if (dice.chance(0.05)) {
            app.share(false);
        } else if (dice.chance(app.isPrivate() ? 0.5 : 0.05)) {
            app.privateMoment(!app.isPrivate());
        } else if (dice.chance(stopHidden ? 0.5 : 0.04)) {
            stopHidden = !stopHidden;
            computer.stopVisible(!stopHidden);
        } else if (dice.chance(ownWindow ? 0.5 : 0.05)) {
            ownWindow = !ownWindow;
            computer.focus(ownWindow);
        } else if (dice.chance(0.03)) {
            app.swap();
        } else if (dice.chance(0.01)) {
            crash();
        }
    }

    /** While a text is being typed, on another thread. */
    private void interrupt() {
        if (dice.chance(0.005)) {
            allowed.note(Seen.WITHDRAWN_IN_A_TEXT);
            long how = dice.between(1, 3);
            if (how == 1) {
                app.stop(dice.chance(0.5));
            } else if (how == 2) {
                app.privateMoment(true);
            } else {
                requests.forEach(app::takeBack);
            }
        }
    }

    private void crash() {
        app.crash();
        wire.close();
        stopHidden = false;
        ownWindow = false;
    }

    private void setClock() {
        if (goesOn()) {
            app.setClockBack(dice.millis(0, 9_000));
            world.scheduler().after(dice.millis(1_000, 20_000), this::setClock);
        }
    }

    // ------------------------------------------------------------ the consultant's page

    private void renew() {
        if (!goesOn()) {
            return;
        }
        // It asks for what was taken back as well.
        requests.forEach(this::ask);
        if (dice.chance(0.05)) {
            world.permits().replace();
        }
        world.scheduler().after(dice.chance(0.05) ? RENEW.multipliedBy(4) : RENEW, this::renew);
    }

    private void ask(String request) {
        boolean isNewest = request.equals(requests.get(requests.size() - 1));
        if (isNewest || dice.chance(0.1)) {
            Optional<Issued> issued = world.permit(id, request);
            issued.ifPresent(permit -> {
                permits.add(permit);
                wire.say(permitMessage(permit.text(), permit));
            });
        }
    }

    private void page() {
        if (!begun || world.now().isAfter(World.START.plus(NOT_LONGER)) || (!goesOn() && !wire.isOpen())) {
            return;
        }
        if (goesOn() && dice.chance(0.1) && app.state().mode() == Mode.NONE) {
            request();
        }
        app.consents().stream()
                .filter(consent -> consent.state() == State.GIVEN && !requests.contains(consent.request()))
                .forEach(consent -> {
                    requests.add(consent.request());
                    ask(consent.request());
                });
        if (dice.chance(0.03) && !permits.isEmpty()) {
            trick();
        }
        if (dice.chance(0.01)) {
            wire.close();
        }
        for (int i = 0; i < 3; i++) {
            putIn();
        }
        world.scheduler().after(dice.millis(200, 3_000), this::page);
    }

    private void request() {
        asked++;
        ConsentEvent.Scope scope =
                dice.chance(0.8) ? ConsentEvent.Scope.SCREEN_KEYBOARD_MOUSE : ConsentEvent.Scope.SCREEN_ONLY;
        if (meeting.consultant().isConnected()) {
            world.send(id, consultant, new RequestConsent("control-" + asked, scope, "to help you", (int)
                    dice.between(1, 5)));
        }
    }

    /** What the page has no right to. */
    private void trick() {
        Issued old = permits.get((int) dice.between(0, permits.size() - 1));
        String request = requests.get((int) dice.between(0, requests.size() - 1));
        long how = dice.between(1, 4);
        if (how == 1) {
            wire.say(permitMessage(old.text(), old));
        } else if (how == 2) {
            wire.say(permitMessage(SimPermits.altered(old.text(), request), null));
        } else if (how == 3) {
            allowed.note(Seen.FORGED);
            wire.say(permitMessage(SimPermits.forged(old.text(), request, world.now()), null));
        } else {
            world.helpings().stream()
                    .filter(other -> other != this && !other.permits().isEmpty())
                    .findFirst()
                    .map(other -> other.permits().get(0))
                    .ifPresent(others -> wire.say(permitMessage(others.text(), others)));
        }
    }

    private void putIn() {
        String request = requests.isEmpty() || dice.chance(0.05)
                ? "nothing"
                : requests.get(dice.chance(0.8) ? requests.size() - 1 : (int) dice.between(0, requests.size() - 1));
        String named = "\"c\":\"" + request + "\"";
        String place = ",\"x\":0.5,\"y\":0.25";
        long what = dice.between(1, 7);
        if (what == 1) {
            say("{\"t\":\"text\"," + named + ",\"text\":\"" + request + "\"}");
        } else if (what == 2) {
            say("{\"t\":\"key\"," + named + ",\"code\":\"KeyA\",\"down\":true}");
        } else if (what == 3) {
            say("{\"t\":\"key\"," + named + ",\"code\":\"KeyA\",\"down\":false}");
        } else if (what == 4) {
            moves++;
            say("{\"t\":\"move\"," + named + ",\"n\":" + moves + place + "}");
        } else if (what == 5) {
            say("{\"t\":\"button\"," + named + ",\"button\":0,\"down\":" + dice.chance(0.5) + place + "}");
        } else if (what == 6) {
            say("{\"t\":\"wheel\"," + named + ",\"dx\":0,\"dy\":120" + place + "}");
        } else {
            say("{\"t\":\"held\"," + named + ",\"keys\":[\"KeyA\"],\"buttons\":[0]}");
        }
    }

    private void say(String text) {
        wire.say(new Message(text, null));
    }

    private static Message permitMessage(String permit, @Nullable Issued issued) {
        return new Message("{\"t\":\"permit\",\"permit\":\"" + permit + "\"}", issued);
    }
}
