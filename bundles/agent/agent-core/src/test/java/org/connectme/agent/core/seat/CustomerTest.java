package org.connectme.agent.core.seat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.connectme.agent.core.Await;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.ConsultationState.Entry;
import org.connectme.agent.core.ControlState.Mode;
import org.connectme.agent.core.EndStep;
import org.connectme.agent.core.Link;
import org.connectme.agent.core.Problem;
import org.connectme.agent.core.Result;
import org.connectme.agent.core.control.Desktop;
import org.connectme.agent.core.control.Parts;
import org.connectme.agent.core.control.Signer;
import org.connectme.agent.core.control.TestFramework;
import org.connectme.agent.core.control.TestMedia;
import org.connectme.agent.core.link.Json;
import org.connectme.agent.core.link.TestServer;
import org.connectme.agent.core.link.TestServer.Reply;
import org.connectme.agent.core.view.Appointment.Stage;
import org.connectme.agent.core.view.Consent.Scope;
import org.connectme.agent.core.view.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The app without windows against a real HTTP and WebSocket server. */
@Timeout(90)
class CustomerTest {

    @TempDir
    Path folder;

    private final Views views = new Views();
    private final Desktop desktop = new Desktop();
    private final TestMedia media = new TestMedia();
    private final Signer signer = new Signer();
    private TestServer server;
    private TestFramework framework;
    private Customer customer;
    private Parts parts;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        server.routes.put(
                "POST /api/customer/exchange",
                body -> body.path("secret").asText().equals("123456789")
                        ? views.reply()
                        : new Reply(404, "{\"code\":\"invitation.not-found\",\"detail\":\"No.\",\"errors\":[]}"));
        server.routes.put("GET /api/customer/view", body -> views.reply());
        server.routes.put(
                "GET /api/signing-keys", body -> new Reply(200, "{\"keys\":[{\"spki\":\"" + signer.spki() + "\"}]}"));
        framework = new TestFramework(folder, server.address().toString());
        parts = Desktop.parts(desktop, media);
        customer = new Customer(framework.context(), parts);
    }

    @AfterEach
    void stop() throws Exception {
        customer.close();
        framework.close();
        server.close();
    }

    @Test
    void aCodeOpensTheDoorAndTheSocketComesWithTheSeatsCookie() throws Exception {
        assertThat(done(customer.exchange(" 123-456 789 "))).isEmpty();

        assertThat(customer.state().entry()).isEqualTo(Entry.INSIDE);
        assertThat(customer.state().view().parts().appointment().stage()).isEqualTo(Stage.CONTACT);
        Await.until("the socket is open", () -> customer.state().link() instanceof Link.Open);
        assertThat(server.upgrade.get("cookie")).isEqualTo("seat=abc");
        assertThat(server.upgrade.get("origin")).isEqualTo(server.address().toString());
    }

    @Test
    void aWrongCodeIsRefusedAndNothingIsOpened() throws Exception {
        Optional<Problem> problem = done(customer.exchange("000000000"));

        assertThat(problem.orElseThrow().code()).isEqualTo("invitation.not-found");
        assertThat(customer.state().entry()).isEqualTo(Entry.OUTSIDE);
        assertThat(server.opened()).isZero();
    }

    @Test
    void aServerThatIsAwayIsAProblemAndNoFailure() throws Exception {
        server.close();

        assertThat(done(customer.exchange("123456789")).orElseThrow().code()).isEqualTo("network.unreachable");
    }

    @Test
    void inTheWaitingRoomItJoinsOnce() throws Exception {
        views.at("WAITING");
        inside();
        server.say(views.message());
        server.say("{\"t\":\"chat\",\"id\":\"after\",\"text\":\"x\"}");

        Await.until("all has come", () -> !customer.state().chat().isEmpty());
        Await.until("it joins", () -> !server.numbered().isEmpty());
        assertThat(server.numbered()).extracting(JsonNode::toString).containsExactly("{\"t\":\"join\"}");
    }

    @Test
    void theCallOpensAndClosesWithTheStage() throws Exception {
        inCall();
        server.say("{\"t\":\"signal\",\"d\":{\"kind\":\"hello\",\"epoch\":\"e\"}}");
        Await.until("the signal arrives", () -> !media.signals.isEmpty());

        server.say(views.at("SUMMARY").message());

        Await.until("the call closes", () -> media.asked.contains("close"));
        assertThat(customer.call()).isEmpty();
    }

    @Test
    void signalsAndReportsOfTheCallReachTheServer() throws Exception {
        inCall();
        assertThat(media.wiring.signal(json("{\"kind\":\"hello\",\"epoch\":\"e\"}")))
                .isTrue();
        media.wiring.report(json("{\"t\":\"media\",\"flowing\":true,\"lastFlowedAgo\":0,\"spans\":[]}"));

        Await.until(
                "both arrive",
                () -> server.numbered().stream()
                                .anyMatch(m -> m.path("t").asText().equals("signal"))
                        && server.frames.stream()
                                .anyMatch(f -> f.path("m").path("flowing").asBoolean()));
    }

    @Test
    void theRelayIsAskedForWithItsCredentials() throws Exception {
        server.routes.put(
                "GET /api/customer/ice",
                body -> new Reply(
                        200,
                        "{\"iceServers\":[{\"urls\":\"stun:a\"},{\"urls\":[\"turn:b\"],\"username\":\"u\",\"credential\":\"c\"}],"
                                + "\"iceTransportPolicy\":\"relay\"}"));
        inCall();

        var ice = media.wiring.ice();

        assertThat(ice.relayOnly()).isTrue();
        assertThat(ice.servers()).hasSize(2);
        assertThat(ice.servers().get(1).credential()).isEqualTo("c");
        assertThat(ice.toString()).doesNotContain("credential");
    }

    @Test
    void afterACutItResumesAndTheCallGoesOn() throws Exception {
        server.resumes = true;
        inCall();
        server.cut();

        Await.until(
                "it is back",
                () -> server.opened() == 2 && customer.state().link().equals(new Link.Open(true)));
        assertThat(media.asked).contains("signaling false false", "signaling true true");
        assertThat(media.asked).doesNotContain("close");
    }

    @Test
    void anotherPageThatTakesTheSeatEndsTheCallHereUntilItIsTakenBack() throws Exception {
        inCall();
        server.closeSocket(4001);
        Await.until("it is told", () -> customer.state().link().equals(new Link.Over(Link.Why.TAKEN_OVER)));
        Await.until("the call closes", () -> customer.call().isEmpty());

        customer.takeBack();

        Await.until("it is in the call again", () -> customer.call().isPresent());
    }

    @Test
    void garbageInTheSocketIsSurvived() throws Exception {
        inCall();
        for (String garbage : List.of(
                "{\"t\":\"view\"}",
                "{\"t\":\"view\",\"view\":{}}",
                "{\"t\":\"view\",\"view\":{\"id\":\"c1\",\"length\":99,\"head\":\"x\",\"now\":\"yesterday\",\"parts\":{}}}",
                "{\"t\":\"view\",\"view\":[1]}",
                "{\"t\":\"chat\"}",
                "{\"t\":\"chat\",\"id\":\"1\",\"text\":\"" + "x".repeat(5_000) + "\"}",
                "{\"t\":\"someday\"}",
                "{}")) {
            server.say(garbage);
        }
        server.say("{\"t\":\"chat\",\"id\":\"good\",\"text\":\"still here\"}");

        Await.until("the good line arrives", () -> customer.state().chat().size() == 1);
        assertThat(customer.state().view().parts().appointment().stage()).isEqualTo(Stage.CALL);
        assertThat(server.opened()).isEqualTo(1);
    }

    @Test
    void anOlderViewChangesNothing() throws Exception {
        inside();
        String older = views.at("TERMS").message();
        server.say(views.at("CARD").message());
        server.say(older);
        server.say("{\"t\":\"chat\",\"id\":\"after\",\"text\":\"x\"}");

        Await.until("all has come", () -> !customer.state().chat().isEmpty());
        assertThat(customer.state().view().parts().appointment().stage()).isEqualTo(Stage.CARD);
    }

    @Test
    void aStageThatThisVersionDoesNotKnowEndsNoCall() throws Exception {
        inCall();
        server.say(views.at("ENCORE").message());
        server.say("{\"t\":\"chat\",\"id\":\"after\",\"text\":\"x\"}");

        Await.until("all has come", () -> !customer.state().chat().isEmpty());
        assertThat(customer.state().view().parts().appointment().stage()).isEqualTo(Stage.UNKNOWN);
        assertThat(customer.call()).isPresent();
    }

    @Test
    void commandsSendWhatTheProtocolSays() throws Exception {
        inside();
        List<JsonNode> bodies = new CopyOnWriteArrayList<>();
        for (String path : List.of(
                "contact",
                "agree",
                "enter",
                "end",
                "limit",
                "payment/raise",
                "note",
                "cancel",
                "another-time",
                "summary-mail")) {
            server.routes.put("POST /api/customer/" + path, body -> {
                bodies.add(body);
                return views.reply();
            });
        }

        done(customer.contact("A", "a@b.c", "1", "t"));
        done(customer.agree("p", "t", true));
        done(customer.enter());
        done(customer.end(EndStep.PROPOSE));
        done(customer.limit(new Money(100, "EUR")));
        done(customer.limit(null));
        done(customer.raise(new Money(200, "EUR")));
        done(customer.note("n"));
        done(customer.cancel("c"));
        done(customer.anotherTime("later"));
        done(customer.summaryMail());

        assertThat(bodies)
                .extracting(JsonNode::toString)
                .startsWith(
                        "{\"name\":\"A\",\"email\":\"a@b.c\",\"phone\":\"1\",\"topic\":\"t\"}",
                        "{\"planHash\":\"p\",\"termsHash\":\"t\",\"waiverAccepted\":true}",
                        "{}",
                        "{\"step\":\"PROPOSE\"}",
                        "{\"limit\":{\"minorUnits\":100,\"currency\":\"EUR\"}}",
                        "{\"limit\":null}");
        assertThat(bodies.get(6).path("total").path("minorUnits").asInt()).isEqualTo(200);
        assertThat(bodies.get(10).path("request").asText()).hasSize(36);
    }

    @Test
    void aRaiseWithoutAnAnswerIsAskedAgainAsTheSameOne() throws Exception {
        inside();
        List<String> asked = new CopyOnWriteArrayList<>();
        server.routes.put("POST /api/customer/payment/raise", body -> {
            asked.add(body.path("request").asText());
            return new Reply(200, asked.size() == 1 ? "not what was said" : views.json());
        });

        assertThat(done(customer.raise(new Money(200, "EUR")))).isPresent();
        assertThat(done(customer.raise(new Money(200, "EUR")))).isEmpty();
        done(customer.raise(new Money(300, "EUR")));

        assertThat(asked.get(0)).isEqualTo(asked.get(1));
        assertThat(asked.get(2)).isNotEqualTo(asked.get(1));
    }

    @Test
    void theCardsPageMustBeThisServersOwn() throws Exception {
        inside();
        server.routes.put("POST /api/customer/hand-over", body -> new Reply(200, "{\"url\":\"/join#abc\"}"));
        assertThat(customer.cardPage().get(30, TimeUnit.SECONDS))
                .isEqualTo(new Result.Done<>(URI.create(server.address() + "/join#abc")));

        for (String foreign :
                List.of("https://evil.example/join#abc", "file:///etc/passwd", "javascript:x", "//evil/x")) {
            server.routes.put("POST /api/customer/hand-over", body -> new Reply(200, "{\"url\":\"" + foreign + "\"}"));
            assertThat(customer.cardPage().get(30, TimeUnit.SECONDS))
                    .as(foreign)
                    .isInstanceOf(Result.Refused.class);
        }
    }

    @Test
    void aYesHereAndAPermitLendTheMouseAndStopTakesItBackWithoutTheServer() throws Exception {
        inCall();
        server.routes.put("POST /api/customer/consent", body -> {
            assertThat(body.path("scope").asText()).isEqualTo("SCREEN_KEYBOARD_MOUSE");
            return views.consent("r1", "SCREEN_KEYBOARD_MOUSE", "GIVEN").reply();
        });
        server.say(views.consent("r1", "SCREEN_KEYBOARD_MOUSE", "ASKED").message());
        Await.until(
                "the question is there", () -> customer.state().view().parts().consents() != null);

        assertThat(done(customer.answer("r1", Scope.SCREEN_KEYBOARD_MOUSE))).isEmpty();
        customer.call().orElseThrow().share(TestMedia.SCREEN);
        media.wiring.controlOpen(true);
        media.wiring.control(Channel.COMMANDS, permit("r1"));
        Await.until("control stands", () -> customer.state().control().mode() == Mode.CONTROL);

        server.cut();
        customer.stop();

        Await.until("control is over", () -> customer.state().control().mode() == Mode.NONE);
        assertThat(desktop.did()).endsWith("close");
        Await.until(
                "the server is told once it can be", () -> server.requests.contains("POST /api/customer/consent-end"));
    }

    @Test
    void aPermitForAConsentThatWasGivenElsewhereLendsNothingAndTheConsentIsEnded() throws Exception {
        inCall();
        server.say(views.consent("r1", "SCREEN_KEYBOARD_MOUSE", "GIVEN").message());
        customer.call().orElseThrow().share(TestMedia.SCREEN);
        media.wiring.controlOpen(true);
        media.wiring.control(Channel.COMMANDS, permit("r1"));

        Await.until("it is refused", () -> media.said.stream().anyMatch(s -> s.contains("control.no-consent")));
        Await.until("it is ended", () -> server.requests.contains("POST /api/customer/consent-end"));
        assertThat(desktop.did()).isEmpty();
    }

    @Test
    void noMoreIsGivenThanWasAskedForAndNothingWithoutAQuestion() throws Exception {
        inCall();
        server.say(views.consent("r1", "SCREEN_ONLY", "ASKED").message());
        Await.until(
                "the question is there", () -> customer.state().view().parts().consents() != null);

        assertThat(done(customer.answer("r1", Scope.SCREEN_KEYBOARD_MOUSE))
                        .orElseThrow()
                        .code())
                .isEqualTo("consent.more-than-asked");
        assertThat(done(customer.answer("r2", Scope.SCREEN_ONLY)).orElseThrow().code())
                .isEqualTo("consent.not-found");
        assertThat(server.requests).doesNotContain("POST /api/customer/consent");
    }

    @Test
    void aYesThatTheServerRefusesDoesNotStand() throws Exception {
        inCall();
        server.routes.put(
                "POST /api/customer/consent",
                body -> new Reply(409, "{\"code\":\"consent.not-waiting\",\"detail\":\"\"}"));
        server.say(views.consent("r1", "SCREEN_KEYBOARD_MOUSE", "ASKED").message());
        Await.until(
                "the question is there", () -> customer.state().view().parts().consents() != null);

        assertThat(done(customer.answer("r1", Scope.SCREEN_KEYBOARD_MOUSE))
                        .orElseThrow()
                        .code())
                .isEqualTo("consent.not-waiting");

        Await.until("nothing stands", () -> customer.state().control().mode() == Mode.NONE);
    }

    @Test
    void whatTheConsultantTakesBackEndsHereToo() throws Exception {
        inCall();
        server.routes.put(
                "POST /api/customer/consent",
                body -> views.consent("r1", "SCREEN_ONLY", "GIVEN").reply());
        server.say(views.consent("r1", "SCREEN_ONLY", "ASKED").message());
        Await.until(
                "the question is there", () -> customer.state().view().parts().consents() != null);
        done(customer.answer("r1", Scope.SCREEN_ONLY));
        Await.until("it stands", () -> customer.state().control().mode() == Mode.VIEW);

        server.say(views.consent("r1", "SCREEN_ONLY", "ENDED").message());

        Await.until("it is over", () -> customer.state().control().mode() == Mode.NONE);
    }

    @Test
    void aMediaPartThatIsReplacedGetsACallOfItsOwn() throws Exception {
        inCall();
        TestMedia next = new TestMedia();
        Desktop.replaceMedia(parts, next);

        Await.until("the new one has the call", () -> next.asked.contains("open"));
        assertThat(media.asked).contains("close");
    }

    @Test
    void leavingForgetsEverything() throws Exception {
        inCall();
        server.routes.put("POST /api/customer/leave", body -> new Reply(204, ""));

        assertThat(done(customer.leave())).isEmpty();

        assertThat(customer.state().entry()).isEqualTo(Entry.OUTSIDE);
        assertThat(customer.state().view()).isNull();
        assertThat(media.asked).contains("close");
    }

    @Test
    void aSignOutByTheServerLeadsOutside() throws Exception {
        inCall();

        server.closeSocket(4003);

        Await.until("it is outside", () -> customer.state().entry() == Entry.OUTSIDE);
    }

    @Test
    void whatIsSaidIsSeenHereAndThere() throws Exception {
        inside();

        assertThat(customer.say("  hello  ")).isTrue();
        assertThat(customer.say("   ")).isFalse();
        assertThat(customer.say("x".repeat(2_001))).isFalse();

        Await.until("it is seen here", () -> customer.state().chat().size() == 1);
        assertThat(customer.state().chat().get(0).mine()).isTrue();
        Await.until(
                "it is seen there",
                () -> server.numbered().stream()
                        .anyMatch(message -> message.path("text").asText().equals("hello")));
    }

    private String permit(String request) {
        Instant now = Instant.now();
        return "{\"t\":\"permit\",\"permit\":\""
                + signer.permit("c1", request, "SCREEN_KEYBOARD_MOUSE", 1, now, now.plusSeconds(60)) + "\"}";
    }

    private void inside() throws Exception {
        assertThat(done(customer.exchange("123456789"))).isEmpty();
        Await.until("the socket is open", () -> customer.state().link() instanceof Link.Open);
    }

    private void inCall() throws Exception {
        views.at("CALL");
        inside();
        Await.until("the call is open", () -> customer.call().isPresent());
    }

    private static JsonNode json(String text) throws Exception {
        return Json.read(text);
    }

    private static Optional<Problem> done(CompletableFuture<Optional<Problem>> command) throws Exception {
        return command.get(60, TimeUnit.SECONDS);
    }
}
