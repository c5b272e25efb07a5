package org.connectme.agent.core.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.connectme.agent.core.Await;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.ConsultationState.Entry;
import org.connectme.agent.core.ControlState.Mode;
import org.connectme.agent.core.Estate;
import org.connectme.agent.core.Injector;
import org.connectme.agent.core.Link;
import org.connectme.agent.core.Succession;
import org.connectme.agent.core.control.Desktop;
import org.connectme.agent.core.control.Parts;
import org.connectme.agent.core.control.Signer;
import org.connectme.agent.core.control.TestFramework;
import org.connectme.agent.core.control.TestMedia;
import org.connectme.agent.core.link.TestServer;
import org.connectme.agent.core.link.TestServer.Reply;
import org.connectme.agent.core.view.Consent.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The core is replaced by another version of itself in the middle of a call. */
@Timeout(90)
class SuccessionTest {

    private static final String CONTROL = "SCREEN_KEYBOARD_MOUSE";

    @TempDir
    Path folder;

    private final Views views = new Views();
    private final Desktop desktop = new Desktop();
    private final TestMedia media = new TestMedia();
    private final Signer signer = new Signer();
    private final AtomicReference<Object> place = new AtomicReference<>();
    private TestServer server;
    private TestFramework framework;
    private Customer customer;
    private Parts parts;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        server.resumes = true;
        server.routes.put("POST /api/customer/exchange", body -> views.reply());
        server.routes.put("GET /api/customer/view", body -> views.reply());
        server.routes.put("POST /api/customer/consent-end", body -> views.reply());
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
    void theCallGoesOnAndTheServerSeesNoMoreThanANewSocket() throws Exception {
        inCall();
        customer.say("before");
        Await.until("it was said", () -> !server.numbered().isEmpty());

        replace();

        assertThat(customer.call()).isPresent();
        assertThat(customer.state().entry()).isEqualTo(Entry.INSIDE);
        assertThat(customer.state().chat()).hasSize(1);
        Await.until(
                "the socket is back",
                () -> server.opened() == 2 && customer.state().link().equals(new Link.Open(true)));
        assertThat(server.upgrade.get("cookie")).isEqualTo("seat=abc");
        assertThat(media.asked).containsOnlyOnce("open").contains("rewire").doesNotContain("close");
        media.wiring.report(server.frames.get(0));
        server.say(views.at("SUMMARY").message());
        Await.until("the new one has the call", () -> media.asked.contains("close"));
        assertThat(server.requests).containsOnlyOnce("POST /api/customer/exchange");
    }

    @Test
    void controlThatWasLentIsLentAgainWithoutANewYes() throws Exception {
        inControl();

        replace();

        Await.until("it is lent again", () -> customer.state().control().mode() == Mode.CONTROL);
        assertThat(desktop.did()).containsExactly("open", "close", "open");
        media.wiring.control(Channel.COMMANDS, "{\"t\":\"text\",\"c\":\"r1\",\"text\":\"x\"}");
        Await.until("it arrives", () -> desktop.did().contains("text x"));
        assertThat(server.requests).doesNotContain("POST /api/customer/consent-end");
    }

    /** Between the two nobody injects, and nothing stays pressed. */
    @Test
    void whileNobodyIsThereThereIsNoInjector() throws Exception {
        inControl();
        announce();
        customer.close();

        assertThat(framework.context().getServiceReference(Injector.class)).isNull();
        assertThat(desktop.did()).endsWith("close");
        assertThat(media.asked).doesNotContain("close");
        customer = new Customer(framework.context(), parts);
    }

    @Test
    void aPermitThatWasTakenBeforeIsNotTakenAgain() throws Exception {
        inControl();
        String used = permit(1);

        replace();
        media.wiring.control(Channel.COMMANDS, used);

        Await.until("it is refused", () -> media.said.stream().anyMatch(s -> s.contains("control.replayed")));
    }

    @Test
    void whatEndedBeforeDoesNotStandAfter() throws Exception {
        inControl();
        customer.stop();
        Await.until("it is over", () -> customer.state().control().mode() == Mode.NONE);

        replace();
        media.wiring.control(Channel.COMMANDS, permit(2));

        Await.until("it is refused", () -> media.said.stream().anyMatch(s -> s.contains("control.no-consent")));
        assertThat(customer.state().control().mode()).isEqualTo(Mode.NONE);
        assertThat(desktop.did()).containsExactly("open", "close");
    }

    @Test
    void aPrivateMomentLasts() throws Exception {
        inControl();
        customer.privateMoment(true);
        Await.until("it is private", () -> customer.state().control().mode() == Mode.PAUSED);

        replace();

        Await.until(
                "the picture stays black",
                () -> media.asked.stream().filter("blank true"::equals).count() == 2);
        Await.until(
                "it is still private", () -> customer.state().control().why().equals("control.private"));
        assertThat(customer.state().privateMoment()).isTrue();
    }

    @Test
    void consentsThatCannotBeReadStandNoMoreAndTheServerIsTold() throws Exception {
        inControl();
        announce();
        customer.close();
        Estate left = (Estate) place.get();
        ((com.fasterxml.jackson.databind.node.ObjectNode) left.data()).put("control", "something else");

        customer = new Customer(framework.context(), parts);

        Await.until("it is told", () -> server.requests.contains("POST /api/customer/consent-end"));
        assertThat(customer.state().control().mode()).isEqualTo(Mode.NONE);
        assertThat(desktop.did()).containsExactly("open", "close");
    }

    @Test
    void aLayoutThatIsNotKnownEndsTheCall() throws Exception {
        inCall();
        announce();
        customer.close();
        Estate left = (Estate) place.get();
        place.set(new Estate(99, left.state(), left.data(), left.call()));

        customer = new Customer(framework.context(), parts);

        assertThat(media.asked).contains("close");
        assertThat(customer.state().entry()).isEqualTo(Entry.OUTSIDE);
    }

    @Test
    void withoutASuccessorEverythingEnds() throws Exception {
        inControl();

        customer.close();

        assertThat(media.asked).contains("close");
        assertThat(desktop.did()).endsWith("close");
        assertThat(place.get()).isNull();
        customer = new Customer(framework.context(), parts);
        assertThat(customer.state().entry()).isEqualTo(Entry.OUTSIDE);
    }

    @Test
    void whatIsLeftOverEndsTheCallWhenItIsClosed() throws Exception {
        inCall();
        announce();
        customer.close();

        ((AutoCloseable) place.getAndSet(null)).close();

        assertThat(media.asked).contains("close");
        customer = new Customer(framework.context(), parts);
    }

    @Test
    void whoWaitsForAnAnswerGetsItFromTheOneThatWasAsked() throws Exception {
        inCall();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        server.routes.put("POST /api/customer/note", body -> {
            asked.countDown();
            try {
                answers.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return views.reply();
        });
        CompletableFuture<?> noted = customer.note("n");
        asked.await();
        announce();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(customer::close);
        answers.countDown();

        assertThat(noted.get(60, TimeUnit.SECONDS)).isEqualTo(java.util.Optional.empty());
        closed.get(60, TimeUnit.SECONDS);
        customer = new Customer(framework.context(), parts);
        assertThat(customer.call()).isPresent();
    }

    private void replace() {
        announce();
        customer.close();
        customer = new Customer(framework.context(), parts);
    }

    /** As the launcher does for as long as a replacement lasts. */
    private void announce() {
        framework
                .context()
                .registerService(
                        AtomicReference.class,
                        place,
                        new Hashtable<>(Map.of(
                                Succession.OF, framework.context().getBundle().getSymbolicName())));
    }

    private void inCall() throws Exception {
        views.at("CALL");
        assertThat(customer.exchange("123456789").get(60, TimeUnit.SECONDS)).isEmpty();
        Await.until("the call is open", () -> customer.call().isPresent());
        Await.until("the socket is open", () -> customer.state().link() instanceof Link.Open);
    }

    private void inControl() throws Exception {
        inCall();
        server.routes.put(
                "POST /api/customer/consent",
                body -> views.consent("r1", CONTROL, "GIVEN").reply());
        server.say(views.consent("r1", CONTROL, "ASKED").message());
        Await.until(
                "the question is there", () -> customer.state().view().parts().consents() != null);
        assertThat(customer.answer("r1", Scope.SCREEN_KEYBOARD_MOUSE).get(60, TimeUnit.SECONDS))
                .isEmpty();
        customer.call().orElseThrow().share(TestMedia.SCREEN);
        media.wiring.controlOpen(true);
        media.wiring.control(Channel.COMMANDS, permit(1));
        Await.until("control stands", () -> customer.state().control().mode() == Mode.CONTROL);
    }

    private String permit(long serial) {
        Instant now = Instant.now();
        return "{\"t\":\"permit\",\"permit\":\"" + signer.permit("c1", "r1", CONTROL, serial, now, now.plusSeconds(60))
                + "\"}";
    }
}
