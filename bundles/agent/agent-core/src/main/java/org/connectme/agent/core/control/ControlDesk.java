package org.connectme.agent.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.ControlState;
import org.connectme.agent.core.InjectorFactory;
import org.connectme.agent.core.InjectorFailed;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.OwnWindows;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.control.Control.Around;
import org.connectme.agent.core.exchange.DropFolder;
import org.connectme.agent.core.link.Json;
import org.connectme.agent.core.link.Loop;
import org.connectme.agent.core.link.Server;
import org.connectme.agent.core.view.Consent.Scope;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends this computer's mouse and keyboard in one consultation, as far as {@link Control} allows, and takes them back.
 * Any thread may call; what is injected goes through one thread, and STOP and every other end counts from the moment of
 * the call, before that thread gets to it.
 */
public final class ControlDesk {

    private static final Logger logger = LoggerFactory.getLogger(ControlDesk.class);

    private static final int LONGEST = 16 << 10;
    private static final int A_SECOND = 500;
    private static final int MOST_WAITING = 1_000;
    private static final long TICK_MILLIS = 100;
    private static final long KEYS_NANOS = 10_000_000_000L;
    private static final long BACK_SECONDS = 3;

    private final BundleContext context;
    private final Parts parts;
    private final Keyring keyring;
    private final Supplier<Instant> serverNow;
    private final Runnable changed;
    private final Loop loop;
    private final AtomicReference<Control> control;
    private final Exchange exchange;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable MediaCall call;
    private volatile boolean channelOpen;
    /** Of the way past the server, which of them: what came by one that is gone counts for nothing. */
    private final AtomicInteger line = new AtomicInteger();

    private volatile boolean gone;
    private volatile ControlState state = ControlState.NOTHING;

    // Of the loop's thread alone.
    private final Pace pace = new Pace(A_SECOND);
    private final Keys keys;
    private final Choices choices;
    private final Console console;
    private @Nullable Loan loan;
    private String loanFailed = "";
    private @Nullable Long keysAskedNanos;
    private boolean ticking;
    private boolean expected;
    private Optional<InjectorFactory> told = Optional.empty();

    /**
     * @param loop everything about input happens there, and nothing else should
     * @param slowLoop clipboard and disk, which may take their time
     * @param serverNow the server's time, counted on by the monotonic clock
     * @param changed told after {@link #state} changed, on the loop's thread
     */
    public ControlDesk(
            BundleContext context,
            Parts parts,
            Server server,
            String consultation,
            Loop loop,
            Loop slowLoop,
            Supplier<Instant> serverNow,
            Runnable changed) {
        this(
                context,
                parts,
                new Keyring(server),
                new Passed(server::post, slowLoop),
                new DropFolder(() -> parts.filesFolder(context)),
                consultation,
                loop,
                slowLoop,
                serverNow,
                changed);
    }

    ControlDesk(
            BundleContext context,
            Parts parts,
            Keyring keyring,
            Passed passed,
            DropFolder folder,
            String consultation,
            Loop loop,
            Loop slowLoop,
            Supplier<Instant> serverNow,
            Runnable changed) {
        this.context = context;
        this.parts = parts;
        this.keyring = keyring;
        this.serverNow = serverNow;
        this.changed = changed;
        this.loop = loop;
        this.control = new AtomicReference<>(Control.of(consultation));
        this.keys = new Keys(parts, this::stop, () -> privateMoment(!isPrivate()));
        this.choices = new Choices(parts);
        this.console = new Console(choices, loop);
        parts.onLost(this::partsLost);
        this.exchange = new Exchange(
                slowLoop,
                new Consents(),
                new ClipboardLoan(
                        context,
                        parts,
                        () -> control.get()
                                .exchanging(Scope.CLIPBOARD, loop.nanos())
                                .isPresent()),
                folder,
                passed,
                permit -> {
                    int by = line.get();
                    loop.run(() -> permit(permit, by, true));
                },
                changed);
    }

    private final class Consents implements Exchange.Consents {

        @Override
        public boolean stand(String request, Scope scope) {
            return control.get().keeps(request, scope, loop.nanos());
        }

        @Override
        public boolean permit(String request, Scope scope) {
            return control.get().exchanges(request, scope, loop.nanos());
        }

        @Override
        public Optional<String> permitted(Scope scope) {
            return control.get().exchanging(scope, loop.nanos());
        }
    }

    /** Clipboard and files. */
    public Exchange exchange() {
        return exchange;
    }

    public ControlState state() {
        return state;
    }

    public boolean isPrivate() {
        return control.get().privateMoment();
    }

    /** The person in front of this app pressed yes in the app's own dialog. */
    public void granted(String request, Scope scope, Duration lasts) {
        change(standing -> standing.granted(request, scope, lasts, loop.nanos()));
        keyring.refresh();
    }

    public void ended(String request) {
        change(standing -> standing.ended(request));
    }

    /** Whether the person's yes to this one holds. */
    public boolean stands(String request) {
        return control.get().stands(request, loop.nanos());
    }

    /** The server says that a consent ends then. */
    public void shortened(String request, Duration left) {
        change(standing -> standing.shortened(request, left, loop.nanos()));
    }

    /** Nothing stands any more, from now on. */
    public void stop() {
        change(Control::stopped);
        MediaCall open = call;
        if (open != null) {
            open.stopSharing();
        }
    }

    public void privateMoment(boolean on) {
        change(standing -> standing.privateMoment(on));
        MediaCall open = call;
        if (open != null) {
            open.blank(on);
        }
    }

    public void callOpened(MediaCall opened) {
        call = opened;
        exchange.reaches(opened);
        loop.run(() -> console.reaches(opened));
        if (isPrivate()) {
            opened.blank(true);
        }
        loop.run(this::tick);
    }

    /**
     * Takes mouse and keyboard back and says what stood, for a successor: plain data. Here nothing stands from now on.
     *
     * @return empty if they could not be taken back in time: then nothing may go on
     */
    public Optional<JsonNode> leave() {
        JsonNode stood = Json.tree(control.getAndUpdate(Control::stopped));
        // What is under way ends, and the page is told; it may begin again with the successor.
        exchange.consentsChanged();
        gone = true;
        call = null;
        return isTakenBack() ? Optional.of(stood) : Optional.empty();
    }

    /** Waits until mouse, keyboard and the keys of the whole display are let go of. */
    private boolean isTakenBack() {
        CompletableFuture<Void> back = new CompletableFuture<>();
        loop.run(() -> {
            takeBack();
            keys.hold(false);
            back.complete(null);
        });
        try {
            back.get(BACK_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            logger.error("Mouse and keyboard could not be taken back in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** On the thread that stops their bundle. */
    private void partsLost() {
        if (isTakenBack()) {
            loop.run(this::tick);
        }
    }

    /** What the one before said by {@link #leave} stands here; nothing, if it cannot be understood. */
    public void resume(JsonNode stood) {
        try {
            Control before = Json.readExactly(stood, Control.class);
            control.updateAndGet(now -> before.consultation().equals(now.consultation()) ? before : now);
            keyring.refresh();
        } catch (IOException e) {
            logger.warn("What stood before is not understood, and stands no more: {}", e.toString());
        }
    }

    /** All of it ends with the call. */
    public void callClosed() {
        call = null;
        channelOpen = false;
        exchange.reaches(null);
        loop.run(() -> console.reaches(null));
        change(Control::stopped);
    }

    /** The way past the server opened or is gone; without it nothing that was pressed stays so. */
    public void channel(boolean open) {
        channelOpen = open;
        if (!open) {
            line.incrementAndGet();
            change(Control::permitsDropped);
        }
        exchange.opened();
        loop.run(() -> {
            console.open(open);
            tick();
            console.screens();
        });
    }

    /** What is shared changed, perhaps. */
    public void screensChanged() {
        loop.run(() -> {
            tick();
            console.screens();
        });
    }

    /** What the consultant's page says, unchecked. */
    public void heard(Channel channel, String text) {
        if (channel == Channel.EXCHANGE) {
            exchange.heard(text);
            return;
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return;
        }
        int by = line.get();
        loop.run(() -> {
            waiting.decrementAndGet();
            if (by == line.get()) {
                take(channel, text);
            }
        });
    }

    private void change(UnaryOperator<Control> step) {
        control.updateAndGet(step);
        exchange.consentsChanged();
        loop.run(this::tick);
    }

    private Around around() {
        MediaCall open = call;
        boolean visible = parts.windows().map(OwnWindows::isStopVisible).orElse(false);
        Optional<Screen> shared = open == null ? Optional.empty() : open.shared();
        return new Around(
                channelOpen, shared.isPresent(), shared.filter(Screen::isWindow).isPresent(), visible);
    }

    private void take(Channel channel, String text) {
        if (text.length() > LONGEST) {
            console.refuse("control.too-long");
            return;
        }
        if (!pace.allows(loop.nanos())) {
            console.refuse("control.too-fast");
            return;
        }
        try {
            JsonNode message = Json.read(text);
            take(channel, message, message.path("t").asText(), message.path("c").asText());
        } catch (IOException e) {
            console.refuse("control.malformed");
        }
    }

    private void take(Channel channel, JsonNode message, String kind, String request) {
        switch (kind) {
            case "permit" -> permit(message.path("permit").asText(), line.get(), true);
            case "ping" -> console.pong(message.path("at"));
            case "screen" -> choose(request, message.path("id").asText());
            case "point" -> point(request, message);
            case "held", "release" -> input(channel, message, loan != null && request.equals(state.request()));
            case "key", "text", "button", "wheel", "move" ->
                input(channel, message, control.get().injects(request, around(), loop.nanos()));
            default -> console.refuse("control.unknown");
        }
    }

    private void input(Channel channel, JsonNode message, boolean allowed) {
        Loan open = loan;
        MediaCall current = call;
        Optional<Screen> shared = current == null ? Optional.empty() : current.shared();
        if (!allowed || open == null || shared.isEmpty()) {
            console.refuse(state.why().isEmpty() ? "control.no-consent" : state.why());
            return;
        }
        open.take(channel, message, shared.get());
        if (open.takeUntyped()) {
            console.refuse("control.not-in-layout");
        }
    }

    private void permit(String text, int by, boolean mayAsk) {
        Optional<Permit.Claimed> claimed = Permit.read(text);
        if (claimed.isEmpty()) {
            console.refuse("control.malformed");
            return;
        }
        long now = loop.nanos();
        if (!claimed.get().isSignedBy(keyring.keys())) {
            // A node that signs since a moment ago, perhaps.
            boolean asksAgain = mayAsk && (keysAskedNanos == null || now - keysAskedNanos >= KEYS_NANOS);
            if (!asksAgain) {
                console.refuse("control.forged");
                return;
            }
            keysAskedNanos = now;
            keyring.refresh().thenRun(() -> loop.run(() -> permit(text, by, false)));
            return;
        }
        Permit permit = claimed.get().permit();
        String[] refusal = {""};
        control.updateAndGet(standing -> {
            if (by != line.get()) {
                refusal[0] = "control.expired";
                return standing;
            }
            Control.Taken taken = standing.permit(permit, serverNow.get(), now);
            refusal[0] = taken.refusal();
            return taken.next();
        });
        if (!refusal[0].isEmpty()) {
            console.refuse(refusal[0]);
            return;
        }
        loanFailed = "";
        exchange.consentsChanged();
        tick();
    }

    private void choose(String request, String id) {
        MediaCall current = call;
        if (current == null || !control.get().points(request, around(), loop.nanos())) {
            console.refuse("control.no-consent");
            return;
        }
        choices.choose(id, current);
        console.screens();
    }

    private void point(String request, JsonNode message) {
        MediaCall current = call;
        boolean isPlace = message.path("x").isNumber() && message.path("y").isNumber();
        if (current == null || !isPlace || !control.get().points(request, around(), loop.nanos())) {
            return;
        }
        current.shared()
                .ifPresent(screen -> parts.windows()
                        .ifPresent(windows -> windows.point(
                                screen.pixelX(message.path("x").asDouble()),
                                screen.pixelY(message.path("y").asDouble()))));
    }

    /** Makes what is so fit what may be so. */
    private void tick() {
        if (gone) {
            return;
        }
        long now = loop.nanos();
        Control standing = control.updateAndGet(before -> before.swept(now));
        expect(standing.isControlled(now));
        lend(standing, now);
        ControlState next = standing.state(around(), now);
        Optional<String> hindered = hindered();
        if (next.mode() == ControlState.Mode.CONTROL && hindered.isPresent()) {
            next = new ControlState(
                    ControlState.Mode.PAUSED, next.request(), next.scope(), next.untilNanos(), hindered.get());
        }
        show(next);
        keys.hold(!standing.grants().isEmpty());
        Loan open = loan;
        if (open != null) {
            open.tick();
        }
        if (!ticking && !standing.grants().isEmpty()) {
            ticking = true;
            loop.after(TICK_MILLIS, () -> {
                ticking = false;
                tick();
            });
        }
    }

    private Optional<String> hindered() {
        Loan open = loan;
        if (open == null) {
            return Optional.of(loanFailed.isEmpty() ? "control.unavailable" : loanFailed);
        }
        return open.pausedBy();
    }

    /** Where the system asks the person itself, it asks as soon as they consented here, and for no more than that. */
    private void expect(boolean control) {
        Optional<InjectorFactory> factory = parts.injectors();
        if (control != expected || !factory.equals(told)) {
            expected = control;
            told = factory;
            factory.ifPresent(system -> system.expect(control));
        }
    }

    private void lend(Control standing, long now) {
        boolean lends = standing.opensInjector(now);
        Loan open = loan;
        if (open != null && (!lends || !open.isCurrent(parts))) {
            takeBack();
        }
        if (lends && loan == null && loanFailed.isEmpty() && parts.areComplete()) {
            try {
                loan = Loan.open(context, parts, this::injectsNow);
                logger.info("Mouse and keyboard are lent");
            } catch (InjectorFailed e) {
                loanFailed = e.code();
                logger.warn("Mouse and keyboard cannot be lent: {}", e.toString());
            }
        }
    }

    private void takeBack() {
        Loan open = loan;
        if (open != null) {
            loan = null;
            open.close();
            logger.info("Mouse and keyboard are the customer's alone again");
        }
    }

    private boolean injectsNow() {
        Control standing = control.get();
        return standing.state(around(), loop.nanos()).mode() == ControlState.Mode.CONTROL;
    }

    private void show(ControlState next) {
        ControlState before = state;
        if (before.mode() == ControlState.Mode.CONTROL && next.mode() != ControlState.Mode.CONTROL && loan != null) {
            loan.releaseAll();
        }
        state = next;
        if (!next.equals(before)) {
            changed.run();
        }
        console.state(next);
    }
}
