package org.connectme.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.connectme.agent.control.LooseInput;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.ControlState;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Result;
import org.connectme.agent.core.control.LooseControl;
import org.connectme.agent.core.seat.LoosePledges;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.View;
import org.connectme.consent.ConsentsProjection;
import org.connectme.consent.ConsentsView;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsentCommand.EndConsent;
import org.connectme.core.command.ConsentCommand.GiveConsent;
import org.connectme.core.command.ConsentCommand.RefuseConsent;
import org.connectme.core.command.Outcome;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.journal.History;
import org.connectme.simulation.Allowed.Seen;
import org.connectme.simulation.SimPermits.Issued;
import org.jspecify.annotations.Nullable;

/** The desktop app of one customer: control and pledges as they are shipped, with the world where it has a network. */
final class App {

    private final World world;
    private final ConsultationId id;
    private final Actor customer;
    private final Dice dice;
    private final Bug bug;
    private final Computer computer;
    private final Allowed allowed;
    private final ConsentsProjection projection = new ConsentsProjection();
    private SimLoop loop;
    private LooseControl control;
    private LoosePledges pledges = new LoosePledges();
    private @Nullable MediaCall call;
    private @Nullable View view;
    private long viewNanos;
    private boolean isPrivate;
    /** How far the computer's clock was set back by now. */
    private Duration setBack = Duration.ZERO;

    App(World world, ConsultationId id, Dice dice, Bug bug, Computer computer, Allowed allowed) {
        this.world = world;
        this.id = id;
        this.customer = new Actor.Customer(id);
        this.dice = dice;
        this.bug = bug;
        this.computer = computer;
        this.allowed = allowed;
        start();
    }

    private void start() {
        loop = new SimLoop(world.scheduler(), dice, this::nanos);
        control = new LooseControl(computer.registry(), this::signingKeys, id.toString(), loop, this::serverNow)
                .with(computer, computer);
        control.windows(computer);
        control.input(new LooseInput(this::nanos));
        control.injectors(computer.injectors());
    }

    /** The monotonic clock; with a planted bug the one on the wall, which somebody sets. */
    private long nanos() {
        Duration since = Duration.between(World.START, world.now());
        return (bug == Bug.WALL_CLOCK_COUNTS ? since.minus(setBack) : since).toNanos();
    }

    private Instant serverNow() {
        return view == null ? World.START : view.now().plusNanos(nanos() - viewNanos);
    }

    private CompletableFuture<Result<com.fasterxml.jackson.databind.JsonNode>> signingKeys() {
        return CompletableFuture.completedFuture(
                new Result.Done<>(world.permits().published()));
    }

    ControlState state() {
        return control.desk().state();
    }

    boolean isPrivate() {
        return isPrivate;
    }

    List<Consent> consents() {
        return view == null || view.parts().consents() == null
                ? List.of()
                : view.parts().consents().consents();
    }

    // ------------------------------------------------------------ what comes in

    /** The server's view, made a moment ago. */
    void view(Instant madeAt) {
        History history = world.history(id);
        ConsentsView made = (ConsentsView) projection.project(history, Side.CUSTOMER, madeAt);
        List<Consent> consents = made.consents().stream().map(App::consent).toList();
        View next = new View(
                id.toString(),
                history.length(),
                history.head(),
                madeAt,
                new View.Parts(null, null, null, null, new View.Consents(consents), null));
        view = next.after(view);
        viewNanos = nanos();
        for (Consent consent : consents) {
            boolean isOver = consent.state() == Consent.State.ENDED || consent.state() == Consent.State.REFUSED;
            if (isOver) {
                allowed.ended(consent.request());
            } else if (bug == Bug.THE_SERVERS_YES_COUNTS
                    && consent.state() == Consent.State.GIVEN
                    && !control.desk().stands(consent.request())) {
                control.desk().granted(consent.request(), consent.scope(), LoosePledges.lasts(view, consent.request()));
            }
        }
        pledges.follow(view, control.desk(), serverNow());
        tellEnds();
        boolean inCall = !world.isOver(id);
        if (inCall && call == null) {
            call = computer.call();
            control.desk().callOpened(call);
        } else if (!inCall && call != null) {
            allowed.stopped();
            MediaCall over = call;
            call = null;
            control.desk().callClosed();
            over.close();
        }
    }

    private static Consent consent(ConsentsView.Item item) {
        return new Consent(
                item.request(),
                Consent.Scope.valueOf(item.scope().name()),
                item.reason(),
                item.minutes(),
                item.askedAt(),
                Consent.State.valueOf(item.state().name()),
                item.until());
    }

    void channel(boolean open) {
        if (!open) {
            allowed.noteIfLent(Seen.CHANNEL_LOST_WHILE_LENT);
        }
        allowed.channel(open);
        if (open || bug != Bug.LOST_CHANNEL_CHANGES_NOTHING) {
            control.desk().channel(open);
        }
    }

    /** @param issued if the text is a permit that the server truly issued */
    void heard(String text, @Nullable Issued issued) {
        if (text.contains("\"permit\"")) {
            allowed.permit(issued);
        } else {
            allowed.heard();
        }
        control.desk().heard(text.contains("\"move\"") ? Channel.MOVES : Channel.COMMANDS, text);
    }

    // ------------------------------------------------------------ what the person does

    /** @param scope null is a no */
    void answer(String request, Consent.@Nullable Scope scope) {
        if (view == null) {
            return;
        }
        if (scope == null) {
            control.desk().ended(request);
            tell(new RefuseConsent(request));
            return;
        }
        if (!LoosePledges.mayAnswer(view, request, scope, serverNow())) {
            return;
        }
        Duration lasts = LoosePledges.lasts(view, request);
        allowed.saidYes(request, scope == Consent.Scope.SCREEN_KEYBOARD_MOUSE, lasts);
        control.desk().granted(request, scope, lasts);
        // Without an answer it may have arrived; a refusal means that nothing stands.
        if (tell(new GiveConsent(request, Scope.valueOf(scope.name())))
                .filter(Outcome.Refused.class::isInstance)
                .isPresent()) {
            allowed.ended(request);
            control.desk().ended(request);
        }
    }

    void takeBack(String request) {
        allowed.ended(request);
        control.desk().ended(request);
        pledges.ended(request);
        tellEnds();
    }

    /** The button; or the key, which works wherever the focus is. */
    void stop(boolean byKey) {
        allowed.noteIfLent(Seen.STOP_WHILE_LENT);
        if (!world.isReachable(id)) {
            allowed.noteIfLent(Seen.STOP_WHILE_OFFLINE);
        }
        allowed.stopped();
        if (bug == Bug.STOP_ASKS_THE_SERVER && !world.isReachable(id)) {
            return;
        }
        if (!byKey || !computer.pressStopKey()) {
            control.desk().stop();
        }
        if (view != null) {
            pledges.stopped(view);
            tellEnds();
        }
    }

    void privateMoment(boolean on) {
        isPrivate = on;
        allowed.privateMoment(on);
        if (on) {
            allowed.noteIfLent(Seen.PAUSED_WHILE_LENT);
        }
        control.desk().privateMoment(on);
    }

    void share(boolean on) {
        if (call != null && on) {
            call.share(Computer.SCREEN);
        } else if (call != null) {
            call.stopSharing();
        }
        control.desk().screensChanged();
    }

    /** A bundle of the app is replaced. */
    void swap() {
        allowed.noteIfLent(Seen.SWAPPED_WHILE_LENT);
        long which = dice.between(1, 3);
        if (which == 1) {
            control.input(new LooseInput(this::nanos));
        } else if (which == 2) {
            control.injectors(computer.injectors());
        } else {
            control.windows(null);
            allowed.stopVisible(false);
            world.scheduler().after(dice.millis(10, 2_000), () -> {
                control.windows(computer);
                computer.stopVisible(true);
            });
        }
    }

    /** kill -9; the guard lets go of keys, and the next start begins with nothing. */
    void crash() {
        allowed.noteIfLent(Seen.CRASH_WHILE_LENT);
        loop.end();
        allowed.appGone();
        computer.restart();
        List<Consent> known = consents();
        view = null;
        call = null;
        isPrivate = false;
        pledges = new LoosePledges();
        start();
        if (bug == Bug.RESTART_REMEMBERS_CONSENT) {
            known.stream()
                    .filter(consent -> consent.state() == Consent.State.GIVEN)
                    .forEach(consent -> control.desk()
                            .granted(consent.request(), consent.scope(), Duration.ofMinutes(consent.minutes())));
        }
    }

    /** Somebody sets the computer's clock. */
    void setClockBack(Duration by) {
        setBack = setBack.plus(by);
    }

    private void tellEnds() {
        for (String request : pledges.toTell()) {
            Optional<Outcome> answer = tell(new EndConsent(request));
            pledges.told(request, answer.isPresent());
        }
    }

    private Optional<Outcome> tell(Command command) {
        return world.isReachable(id) ? world.answer(id, customer, command) : Optional.empty();
    }
}
