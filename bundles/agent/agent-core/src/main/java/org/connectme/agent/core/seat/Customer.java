package org.connectme.agent.core.seat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.connectme.agent.core.Consultation;
import org.connectme.agent.core.ConsultationState;
import org.connectme.agent.core.ConsultationState.Entry;
import org.connectme.agent.core.EndStep;
import org.connectme.agent.core.Estate;
import org.connectme.agent.core.IceServers;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Problem;
import org.connectme.agent.core.Result;
import org.connectme.agent.core.Succession;
import org.connectme.agent.core.Transfer;
import org.connectme.agent.core.control.Parts;
import org.connectme.agent.core.link.Json;
import org.connectme.agent.core.link.Server;
import org.connectme.agent.core.link.ThreadLoop;
import org.connectme.agent.core.view.Consent.Scope;
import org.connectme.agent.core.view.Money;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The person in front of this app and the server: what can be done, and what comes of it in the {@link Room}. */
@Component(immediate = true)
public final class Customer implements Consultation {

    private static final Logger logger = LoggerFactory.getLogger(Customer.class);
    private static final long LOOP_SECONDS = 10;

    private final BundleContext context;
    private final ThreadLoop loop = new ThreadLoop("connectme");
    private final ThreadLoop controlLoop = new ThreadLoop("connectme-control");
    private final ThreadLoop slowLoop = new ThreadLoop("connectme-exchange");
    private final ExecutorService requests;
    private final Parts parts;
    private final Server server;
    private final Room room;

    @SuppressWarnings("rawtypes")
    private final ServiceRegistration<Consumer> starts;

    private final ServiceRegistration<BooleanSupplier> busy;

    // Of the loop's thread alone.
    private @Nullable String raise;
    private @Nullable String summaryMail;

    @Activate
    public Customer(BundleContext context, @Reference Parts parts) {
        this.requests = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "connectme-requests");
            thread.setDaemon(true);
            return thread;
        });
        this.server = new Server(URI.create(Framework.required(context, "connectme.server")), requests);
        this.room = new Room(context, parts, server, loop, controlLoop, slowLoop);
        this.parts = parts;
        this.context = context;
        Optional<Estate> before = Succession.take(context, Estate.class);
        before.ifPresent(this::resume);
        // The launcher hands over what this app, or a second one, was started with.
        this.starts = context.registerService(
                Consumer.class, (Consumer<String>) this::started, new Hashtable<>(Map.of("connectme.starts", true)));
        // The launcher starts the app anew only while nobody needs it.
        this.busy = context.registerService(
                BooleanSupplier.class,
                () -> room.state().entry() != Entry.OUTSIDE,
                new Hashtable<>(Map.of("connectme.busy", true)));
        String code = context.getProperty("connectme.code");
        if (before.isEmpty() && code != null) {
            started(code);
        }
    }

    private void resume(Estate estate) {
        try {
            if (estate.version() != Room.LAYOUT) {
                throw new IOException("layout " + estate.version());
            }
            server.resume(estate.data().path("cookies"));
            onLoopNow(() -> {
                raise = estate.data().path("raise").textValue();
                summaryMail = estate.data().path("summaryMail").textValue();
                room.resume(estate);
                return true;
            });
        } catch (IOException e) {
            logger.error("What the version before left cannot be taken: the call ends", e);
            loop.run(room::outside);
            estate.close();
        }
    }

    /** Where a successor follows, it takes everything over and the call goes on. Otherwise all ends here. */
    @Deactivate
    public void close() {
        starts.unregister();
        busy.unregister();
        if (Succession.isUnderWay(context)) {
            bequeath();
        } else {
            loop.run(room::outside);
        }
        loop.close();
        controlLoop.close();
        slowLoop.close();
        requests.shutdown();
    }

    private void bequeath() {
        // What was asked of the server is answered first: whoever asked gets the answer.
        if (!server.isQuiet()) {
            logger.warn("An answer is still missing; whoever waits for it asks again");
        }
        try {
            Optional<Estate> estate = onLoopNow(room::leave).map(left -> {
                ObjectNode data = (ObjectNode) left.data();
                data.put("raise", raise).put("summaryMail", summaryMail).set("cookies", server.leave());
                return left;
            });
            if (estate.isPresent() && !Succession.leave(context, estate.get())) {
                estate.get().close();
            }
        } catch (IOException e) {
            logger.error("Nothing is left to the next version: the call ends", e);
            loop.run(room::outside);
        }
    }

    private <T> T onLoopNow(Supplier<T> work) throws IOException {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.run(() -> {
            try {
                done.complete(work.get());
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.get(LOOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public ConsultationState state() {
        return room.state();
    }

    @Override
    public Runnable listen(Runnable changed) {
        return room.listen(changed);
    }

    @Override
    public URI server() {
        return server.base();
    }

    @Override
    public CompletableFuture<Optional<Problem>> exchange(String secret) {
        room.run(room::opening);
        return room.post("exchange", Json.object().put("secret", Secrets.plain(secret)), problem -> {
            if (problem.isEmpty()) {
                room.inside();
            } else {
                room.notOpened();
            }
        });
    }

    @Override
    public CompletableFuture<Optional<Problem>> refresh() {
        return room.refresh();
    }

    @Override
    public CompletableFuture<Optional<Problem>> contact(String name, String email, String phone, String topic) {
        return room.post(
                "contact",
                Json.object()
                        .put("name", name)
                        .put("email", email)
                        .put("phone", phone)
                        .put("topic", topic));
    }

    @Override
    public CompletableFuture<Optional<Problem>> agree(String planHash, String termsHash, boolean waiverAccepted) {
        return room.post(
                "agree",
                Json.object()
                        .put("planHash", planHash)
                        .put("termsHash", termsHash)
                        .put("waiverAccepted", waiverAccepted));
    }

    @Override
    public CompletableFuture<Result<URI>> cardPage() {
        return server.post(Messages.API + "hand-over", Json.object()).thenApply(result -> {
            if (result instanceof Result.Refused<JsonNode> refused) {
                return new Result.Refused<>(refused.problem());
            }
            JsonNode answer = ((Result.Done<JsonNode>) result).value();
            return Secrets.page(server.base(), answer.path("url").asText())
                    .<Result<URI>>map(Result.Done::new)
                    .orElseGet(() ->
                            new Result.Refused<>(Problem.of(0, "server.unreadable", "The card's page lies elsewhere")));
        });
    }

    @Override
    public CompletableFuture<Optional<Problem>> enter() {
        return room.post("enter", Json.object());
    }

    @Override
    public CompletableFuture<Optional<Problem>> note(String text) {
        return room.post("note", Json.object().put("text", text));
    }

    @Override
    public CompletableFuture<Optional<Problem>> end(EndStep step) {
        return room.post("end", Json.object().put("step", step.name()));
    }

    @Override
    public CompletableFuture<Optional<Problem>> cancel(String reason) {
        return room.post("cancel", Json.object().put("reason", reason));
    }

    @Override
    public CompletableFuture<Optional<Problem>> anotherTime(String note) {
        return room.post("another-time", Json.object().put("note", note));
    }

    @Override
    public CompletableFuture<Optional<Problem>> limit(@Nullable Money limit) {
        return room.post("limit", Json.object().set("limit", limit == null ? null : Json.tree(limit)));
    }

    /** The same request again where no answer came: it may have arrived. */
    @Override
    public CompletableFuture<Optional<Problem>> raise(Money total) {
        return room.onLoop(() -> {
            raise = raise == null ? UUID.randomUUID().toString() : raise;
            ObjectNode body = Json.object().put("request", raise);
            body.set("total", Json.tree(total));
            return room.post("payment/raise", body, problem -> {
                if (problem.isEmpty() || problem.get().status() != 0) {
                    raise = null;
                }
            });
        });
    }

    @Override
    public CompletableFuture<Optional<Problem>> summaryMail() {
        return room.onLoop(() -> {
            summaryMail = summaryMail == null ? UUID.randomUUID().toString() : summaryMail;
            return room.post("summary-mail", Json.object().put("request", summaryMail), problem -> {
                if (problem.isEmpty() || problem.get().status() != 0) {
                    summaryMail = null;
                }
            });
        });
    }

    @Override
    public CompletableFuture<Result<IceServers>> relays() {
        return server.get(Messages.API + "ice")
                .thenApply(answer -> answer instanceof Result.Done<JsonNode> done
                        ? new Result.Done<>(Call.servers(done.value()))
                        : new Result.Refused<>(((Result.Refused<JsonNode>) answer).problem()));
    }

    @Override
    public CompletableFuture<Result<byte[]>> receipt() {
        return server.bytes(Messages.API + "receipt");
    }

    @Override
    public CompletableFuture<Optional<Problem>> answer(String request, @Nullable Scope scope) {
        ConsultationState now = room.state();
        Room.Seat here = room.seat();
        if (here == null || now.view() == null) {
            return done(Problem.of(0, "consent.not-waiting", "Not in a consultation"));
        }
        Optional<Problem> wrong = Pledges.check(now.view(), request, scope, now.serverNow(System.nanoTime()));
        if (wrong.isPresent()) {
            return done(wrong.get());
        }
        ObjectNode body = Json.object().put("request", request);
        if (scope == null) {
            here.desk().ended(request);
            return room.post("consent", body.putNull("scope"));
        }
        here.desk().granted(request, scope, Pledges.lasts(now.view(), request));
        return room.post("consent", body.put("scope", scope.name()), problem -> {
            // Without an answer it may have arrived; a refusal means that nothing stands.
            if (problem.isPresent() && problem.get().status() != 0) {
                here.desk().ended(request);
            }
        });
    }

    @Override
    public Path filesFolder() {
        return parts.filesFolder(context);
    }

    @Override
    public CompletableFuture<Optional<Problem>> endConsent(String request) {
        Room.Seat here = room.seat();
        if (here == null) {
            return done(Problem.of(0, "consent.not-found", "Not in a consultation"));
        }
        here.desk().ended(request);
        return room.onLoop(() -> {
            here.pledges().ended(request);
            return room.tellEnd(here, request);
        });
    }

    @Override
    public void stop() {
        Room.Seat here = room.seat();
        if (here == null) {
            return;
        }
        here.desk().stop();
        room.run(() -> {
            here.pledges().stopped(room.state().view());
            here.pledges().toTell().forEach(request -> room.tellEnd(here, request));
        });
    }

    @Override
    public void privateMoment(boolean on) {
        Room.Seat here = room.seat();
        if (here != null) {
            here.desk().privateMoment(on);
        }
    }

    @Override
    public List<Transfer> transfers() {
        Room.Seat here = room.seat();
        return here == null ? List.of() : here.desk().exchange().transfers();
    }

    @Override
    public void takeFile(String transfer, boolean yes) {
        Room.Seat here = room.seat();
        if (here != null) {
            here.desk().exchange().answer(transfer, yes);
        }
    }

    @Override
    public CompletableFuture<Optional<Problem>> sendFile(Path file) {
        Room.Seat here = room.seat();
        if (here == null) {
            return done(Problem.of(0, "exchange.no-consent", "Not in a consultation"));
        }
        CompletableFuture<Optional<Problem>> outcome = new CompletableFuture<>();
        here.desk()
                .exchange()
                .send(
                        file,
                        code -> outcome.complete(
                                code.isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(Problem.of(0, code, "The file was not sent"))));
        return outcome;
    }

    @Override
    public void cancelTransfer(String transfer) {
        Room.Seat here = room.seat();
        if (here != null) {
            here.desk().exchange().cancel(transfer);
        }
    }

    @Override
    public boolean say(String text) {
        String line = text.strip();
        if (line.isEmpty() || line.length() > Room.LONGEST_LINE || room.state().entry() != Entry.INSIDE) {
            return false;
        }
        room.run(() -> room.say(UUID.randomUUID().toString(), line));
        return true;
    }

    @Override
    public Optional<MediaCall> call() {
        Room.Seat here = room.seat();
        return here == null ? Optional.empty() : here.call().open();
    }

    @Override
    public Optional<Problem> callProblem() {
        Room.Seat here = room.seat();
        return here == null ? Optional.empty() : here.call().problem();
    }

    @Override
    public void retryCall() {
        room.run(room::retryCall);
    }

    @Override
    public void takeBack() {
        room.run(room::takeBack);
    }

    @Override
    public CompletableFuture<Optional<Problem>> leave() {
        return room.onLoop(() -> {
            room.outside();
            return server.post(Messages.API + "leave", Json.object())
                    .thenApply(result -> result instanceof Result.Refused<JsonNode> refused
                            ? Optional.of(refused.problem())
                            : Optional.empty());
        });
    }

    private static CompletableFuture<Optional<Problem>> done(Problem problem) {
        return CompletableFuture.completedFuture(Optional.of(problem));
    }

    private void started(String code) {
        room.run(() -> {
            if (!code.isBlank() && room.state().entry() == Entry.OUTSIDE) {
                exchange(code);
            }
        });
    }
}
