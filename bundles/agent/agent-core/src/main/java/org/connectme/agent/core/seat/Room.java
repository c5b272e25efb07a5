package org.connectme.agent.core.seat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.connectme.agent.core.ChatLine;
import org.connectme.agent.core.ConsultationState;
import org.connectme.agent.core.ConsultationState.Entry;
import org.connectme.agent.core.ControlState;
import org.connectme.agent.core.Estate;
import org.connectme.agent.core.Link;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Problem;
import org.connectme.agent.core.Result;
import org.connectme.agent.core.control.ControlDesk;
import org.connectme.agent.core.control.Parts;
import org.connectme.agent.core.link.Json;
import org.connectme.agent.core.link.Loop;
import org.connectme.agent.core.link.Server;
import org.connectme.agent.core.link.Session;
import org.connectme.agent.core.view.Appointment;
import org.connectme.agent.core.view.Appointment.Stage;
import org.connectme.agent.core.view.Meter;
import org.connectme.agent.core.view.Payment;
import org.connectme.agent.core.view.Presence;
import org.connectme.agent.core.view.View;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this app knows, and what follows from it by itself: being present, the call, the consents that are over. It
 * changes on the loop's thread alone; {@link #state} and {@link #seat} can be read by any.
 */
final class Room implements Session.Events {

    private static final Logger logger = LoggerFactory.getLogger(Room.class);

    static final int LONGEST_LINE = 2_000;
    private static final int MOST_LINES = 1_000;
    private static final long TICK_MILLIS = 1_000;
    /** How often an open question about money is asked again where no socket brings the answer, in ticks. */
    private static final int ASK_AGAIN_TICKS = 3;

    private static final int ATTEMPTS_BEFORE_ASKING = 3;

    /** Of what is left to a successor. */
    static final int LAYOUT = 1;

    /** What belongs to one consultation. */
    record Seat(String consultation, ControlDesk desk, Call call, Pledges pledges) {}

    private final BundleContext context;
    private final Parts parts;
    private final Loop loop;
    private final Loop controlLoop;
    private final Loop slowLoop;
    private final Server server;
    private final Session session;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile ConsultationState state = ConsultationState.NOTHING_YET;
    private volatile @Nullable Seat seat;

    // Of the loop's thread alone.
    private boolean joined;
    private boolean left;
    private int ticks;

    Room(BundleContext context, Parts parts, Server server, Loop loop, Loop controlLoop, Loop slowLoop) {
        this.context = context;
        this.parts = parts;
        this.server = server;
        this.loop = loop;
        this.controlLoop = controlLoop;
        this.slowLoop = slowLoop;
        this.session = Session.at(server, Messages.SOCKET, loop, this);
        loop.after(TICK_MILLIS, this::tick);
    }

    ConsultationState state() {
        return state;
    }

    @Nullable
    Seat seat() {
        return seat;
    }

    Runnable listen(Runnable changed) {
        listeners.add(changed);
        return () -> listeners.remove(changed);
    }

    // ------------------------------------------------------------ any thread

    CompletableFuture<Optional<Problem>> post(String path, JsonNode body) {
        return post(path, body, problem -> {});
    }

    /** @param then told on the loop what came of it, before the future is completed */
    CompletableFuture<Optional<Problem>> post(String path, JsonNode body, Consumer<Optional<Problem>> then) {
        return answered(server.post(Messages.API + path, body), then);
    }

    CompletableFuture<Optional<Problem>> refresh() {
        return answered(server.get(Messages.API + "view"), problem -> {});
    }

    CompletableFuture<Optional<Problem>> onLoop(Supplier<CompletableFuture<Optional<Problem>>> command) {
        CompletableFuture<CompletableFuture<Optional<Problem>>> begun = new CompletableFuture<>();
        loop.run(() -> begun.complete(command.get()));
        return begun.thenCompose(later -> later);
    }

    void run(Runnable work) {
        loop.run(work);
    }

    private CompletableFuture<Optional<Problem>> answered(
            CompletableFuture<Result<JsonNode>> asked, Consumer<Optional<Problem>> then) {
        CompletableFuture<Optional<Problem>> outcome = new CompletableFuture<>();
        asked.thenAccept(result -> loop.run(() -> {
            // An answer is the new view.
            Optional<Problem> problem = result instanceof Result.Refused<JsonNode> refused
                    ? Optional.of(refused.problem())
                    : took(((Result.Done<JsonNode>) result).value());
            then.accept(problem);
            problem.ifPresent(this::refused);
            outcome.complete(problem);
        }));
        return outcome;
    }

    // ------------------------------------------------------------ on the loop

    /**
     * Leaves everything to a successor in this process, and is nobody's any more.
     *
     * @return empty if there is nothing to go on with, or if mouse and keyboard could not be taken back
     */
    Optional<Estate> leave() {
        left = true;
        Seat here = seat;
        seat = null;
        ObjectNode data = Json.object().put("joined", joined);
        MediaCall going = null;
        if (here != null) {
            going = here.call().leave().orElse(null);
            Optional<JsonNode> stood = here.desk().leave();
            if (stood.isEmpty()) {
                here.call().close();
                session.stop();
                return Optional.empty();
            }
            data.set("control", stood.get());
            data.set("pledges", here.pledges().leave());
        }
        data.set("session", session.leave());
        return Optional.of(new Estate(LAYOUT, state, data, going));
    }

    /** Goes on where the one before left. */
    void resume(Estate estate) {
        JsonNode data = estate.data();
        state = estate.state();
        joined = data.path("joined").asBoolean();
        View view = state.view();
        if (view != null) {
            Seat here = sit(view.id());
            here.desk().resume(data.path("control"));
            here.pledges().resume(data.path("pledges"));
            seat = here;
            if (estate.call() != null) {
                here.call().resume(estate.call());
            }
        }
        session.resume(data.path("session"));
        controlChanged();
        tell();
    }

    void opening() {
        update(old -> old.view() == null ? old.with(Entry.OPENING) : old);
    }

    void notOpened() {
        update(old -> old.view() == null ? old.with(Entry.OUTSIDE) : old);
    }

    /** The door is open: a new session takes the seat. */
    void inside() {
        update(old -> old.with(Entry.INSIDE));
        session.stop();
        session.start();
    }

    void takeBack() {
        if (state.entry() == Entry.INSIDE && state.link() instanceof Link.Over) {
            session.start();
        }
    }

    void outside() {
        session.stop();
        closeSeat();
        state = ConsultationState.NOTHING_YET;
        listeners.forEach(Runnable::run);
    }

    void retryCall() {
        Seat here = seat;
        if (here != null) {
            here.call().retry();
            follow();
        }
    }

    void say(String id, String line) {
        if (session.send(Messages.chat(id, line))) {
            addLine(new ChatLine(id, true, line, Instant.now()));
        }
    }

    @Override
    public void message(JsonNode message) {
        Seat here = seat;
        switch (message.path("t").asText()) {
            case "view" -> took(message.path("view"));
            case "signal" -> {
                if (here != null) {
                    here.call().receive(message.path("d"));
                }
            }
            case "chat" -> said(message);
            default -> logger.debug("A message of a kind that this version does not know");
        }
    }

    @Override
    public void link(Link link) {
        if (link instanceof Link.Open open && !open.resumed()) {
            joined = false;
        }
        update(old -> old.with(link));
        follow();
        Seat here = seat;
        if (here != null) {
            boolean isOpen = link instanceof Link.Open;
            here.call().link(isOpen, isOpen && ((Link.Open) link).resumed());
        }
        if (link instanceof Link.Over over) {
            over(over.why());
        }
        // A refused socket looks like a lost one; the answer to a request tells them apart.
        if (link instanceof Link.Cut cut && cut.attempts() == ATTEMPTS_BEFORE_ASKING) {
            refresh();
        }
    }

    private void over(Link.Why why) {
        if (why == Link.Why.SIGNED_OUT) {
            outside();
        }
        if (why == Link.Why.ENDED) {
            refresh();
        }
    }

    private void refused(Problem problem) {
        if (problem.status() == 401 && state.entry() == Entry.INSIDE) {
            outside();
        }
        // Refused because things changed meanwhile: then show how they are.
        if (problem.status() == 409) {
            refresh();
        }
    }

    private void said(JsonNode message) {
        String id = message.path("id").asText();
        String text = message.path("text").asText();
        if (!id.isEmpty() && text.length() <= LONGEST_LINE) {
            addLine(new ChatLine(id, false, text, Instant.now()));
        }
    }

    private void addLine(ChatLine line) {
        if (state.chat().stream().anyMatch(known -> known.id().equals(line.id()))) {
            return;
        }
        List<ChatLine> chat = new ArrayList<>(state.chat());
        chat.add(line);
        update(old -> old.with(chat.subList(Math.max(0, chat.size() - MOST_LINES), chat.size())));
    }

    private Optional<Problem> took(JsonNode said) {
        if (left) {
            return Optional.empty();
        }
        View view;
        try {
            view = Json.read(said, View.class);
        } catch (IOException e) {
            logger.warn(
                    "The server said something that is no view: {}",
                    e.getClass().getSimpleName());
            return Optional.of(Problem.of(0, "server.unreadable", "An answer that is no view"));
        }
        View next = view.after(state.view());
        if (next == state.view()) {
            return Optional.empty();
        }
        Seat here = seat;
        if (here == null || !here.consultation().equals(next.id())) {
            closeSeat();
            seat = sit(next.id());
            state = state.with(List.<ChatLine>of()).with(ControlState.NOTHING, false);
        }
        update(old -> old.with(next, loop.nanos()));
        follow();
        return Optional.empty();
    }

    private Seat sit(String consultation) {
        ControlDesk desk = new ControlDesk(
                context,
                parts,
                server,
                consultation,
                controlLoop,
                slowLoop,
                () -> state.serverNow(System.nanoTime()),
                () -> loop.run(this::controlChanged));
        Call call = new Call(parts, server, session, desk, loop, () -> loop.run(this::tell));
        return new Seat(consultation, desk, call, new Pledges());
    }

    private void closeSeat() {
        Seat here = seat;
        seat = null;
        joined = false;
        if (here != null) {
            here.call().close();
            here.desk().callClosed();
        }
    }

    private void controlChanged() {
        Seat here = seat;
        if (here != null) {
            update(old -> old.with(here.desk().state(), here.desk().isPrivate()));
        }
    }

    /** Does what the state asks for: to be present, to be in the call, and to keep no consent that is over. */
    private void follow() {
        Seat here = seat;
        View view = state.view();
        if (here == null || view == null) {
            return;
        }
        Appointment appointment = view.parts().appointment();
        Stage stage = appointment == null ? Stage.UNKNOWN : appointment.stage();
        if (!joined && session.isOpen() && (stage == Stage.WAITING || stage == Stage.CALL)) {
            joined = session.send(Messages.join());
        }
        Presence presence = view.parts().presence();
        boolean otherOnline = presence == null || presence.consultant().online();
        boolean goesOn = stage == Stage.UNKNOWN && here.call().open().isPresent();
        boolean inCall = (stage == Stage.CALL || goesOn) && !(state.link() instanceof Link.Over);
        here.call().follow(inCall, otherOnline);
        here.pledges().follow(view, here.desk(), state.serverNow(loop.nanos()));
        if (session.isOpen()) {
            here.pledges().toTell().forEach(request -> tellEnd(here, request));
        }
    }

    /** Tells the server that a consent ended here. */
    CompletableFuture<Optional<Problem>> tellEnd(Seat here, String request) {
        here.pledges().telling(request);
        return post(
                "consent-end",
                Json.object().put("request", request),
                problem -> here.pledges()
                        .told(request, problem.isEmpty() || problem.get().status() / 100 == 4));
    }

    private void tick() {
        loop.after(TICK_MILLIS, this::tick);
        Seat here = seat;
        View view = state.view();
        if (here == null || view == null || state.entry() != Entry.INSIDE) {
            return;
        }
        follow();
        if (state.link() instanceof Link.Cut cut) {
            Meter meter = view.parts().meter();
            here.call().cutSince(cut.sinceNanos(), meter != null && meter.startedAt() != null);
        }
        Payment payment = view.parts().payment();
        ticks++;
        if (ticks % ASK_AGAIN_TICKS == 0 && payment != null && payment.isOpen() && !session.isOpen()) {
            refresh();
        }
    }

    private void update(UnaryOperator<ConsultationState> step) {
        if (left) {
            return;
        }
        ConsultationState next = step.apply(state);
        if (next != state) {
            state = next;
            tell();
        }
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }
}
