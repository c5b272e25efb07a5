package org.connectme.itests.agent.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.awt.Color;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.MouseInfo;
import java.awt.Point;
import java.awt.PointerInfo;
import java.awt.TextField;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.connectme.agent.core.Consultation;
import org.connectme.agent.core.ConsultationState;
import org.connectme.agent.core.EndStep;
import org.connectme.agent.core.Media;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.OwnWindows;
import org.connectme.agent.core.Problem;
import org.connectme.agent.core.Result;
import org.connectme.agent.core.Source;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.media.Cameras;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Does in the app what a test says over a loopback socket, line by line in JSON, and answers with what the app knows. It
 * has the app's services and nothing else. Started as a bundle of its own.
 */
public final class Driver implements BundleActivator {

    private static final ObjectMapper JSON =
            new ObjectMapper().registerModule(new JavaTimeModule()).disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
    private static final long SECONDS = 30;

    private final AtomicLong pictures = new AtomicLong();
    private ServiceTracker<Consultation, Consultation> consultations;
    private ServiceTracker<Media, Media> media;
    private final AtomicLong clicks = new AtomicLong();
    private volatile int button;
    private volatile Point pressed = new Point();
    private final TextField field = new TextField();
    private Frame window;

    @Override
    public void start(BundleContext context) throws IOException {
        Dictionary<String, Object> first = new Hashtable<>();
        first.put(Constants.SERVICE_RANKING, 100);
        context.registerService(Cameras.class, new MadeUpCamera(), first);
        context.registerService(OwnWindows.class, new NoWindows(), null);
        consultations = new ServiceTracker<>(context, Consultation.class, null);
        consultations.open();
        media = new ServiceTracker<>(context, Media.class, null);
        media.open();
        Socket test = new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger("itests.driver"));
        Thread thread = new Thread(() -> serve(test), "driver");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop(BundleContext context) {
        consultations.close();
        media.close();
    }

    private void serve(Socket test) {
        try (test) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(test.getInputStream(), StandardCharsets.UTF_8));
            String line;
            while ((line = lines.readLine()) != null) {
                String answer;
                try {
                    answer = JSON.writeValueAsString(answer(JSON.readTree(line)));
                } catch (Exception e) {
                    answer = JSON.createObjectNode().put("failed", e.toString()).toString();
                }
                test.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode answer(JsonNode order) throws Exception {
        Consultation consultation = consultations.waitForService(TimeUnit.SECONDS.toMillis(SECONDS));
        switch (order.path("do").asText()) {
            case "exchange" -> expect(consultation.exchange(order.path("code").asText()));
            case "contact" -> expect(consultation.contact("Tom Reed", "tom@example.org", "", "It is slow."));
            case "agree" -> {
                var offer = consultation.state().view().parts().appointment().offer();
                expect(consultation.agree(offer.planHash(), offer.termsHash(), true));
            }
            case "card" -> {
                Result<URI> page = consultation.cardPage().get(SECONDS, TimeUnit.SECONDS);
                if (page instanceof Result.Done<URI> done) {
                    return told(consultation).put("page", done.value().toString());
                }
                throw new IllegalStateException(String.valueOf(page));
            }
            case "enter" -> expect(consultation.enter());
            case "say" -> consultation.say(order.path("text").asText());
            case "end" ->
                expect(consultation.end(EndStep.valueOf(order.path("step").asText())));
            case "show" ->
                call(consultation)
                        .ifPresent(call -> show(call, order.path("screen").asText()));
            case "hide" -> call(consultation).ifPresent(MediaCall::stopSharing);
            case "speak" ->
                call(consultation).ifPresent(call -> {
                    call.frames(Source.REMOTE_CAMERA, frame -> pictures.incrementAndGet());
                    call.microphone(true);
                    call.camera(true);
                });
            case "allow" ->
                expect(consultation.answer(
                        order.path("request").asText(),
                        Consent.Scope.valueOf(order.path("scope").asText())));
            case "stop" -> consultation.stop();
            case "private" -> consultation.privateMoment(true);
            case "public" -> consultation.privateMoment(false);
            case "end-consent" ->
                expect(consultation.endConsent(order.path("request").asText()));
            case "take-file" ->
                consultation.takeFile(
                        order.path("transfer").asText(), order.path("yes").asBoolean());
            case "send-file" ->
                expect(consultation.sendFile(Path.of(order.path("file").asText())));
            case "paint" ->
                paint(new Color(order.path("colour").asInt()), order.path("x").asInt());
            case "look" -> {
                // What the answer says is all that was asked for.
            }
            default -> throw new IllegalArgumentException("unknown: " + order);
        }
        return told(consultation);
    }

    private ObjectNode told(Consultation consultation) {
        ConsultationState state = consultation.state();
        ObjectNode told = JSON.createObjectNode();
        told.put("entry", state.entry().name());
        told.put("link", state.link().getClass().getSimpleName());
        told.set(
                "parts",
                state.view() == null ? null : JSON.valueToTree(state.view().parts()));
        told.set("chat", JSON.valueToTree(state.chat()));
        told.put("problem", consultation.callProblem().map(Problem::code).orElse(""));
        told.put("control", state.control().mode().name());
        told.set("transfers", JSON.valueToTree(consultation.transfers()));
        told.put("pictures", pictures.get());
        told.put("clicks", clicks.get()).put("button", button);
        told.put("typed", field.getText());
        told.put("pressedX", pressed.x).put("pressedY", pressed.y);
        // None where the pointer is on no monitor any more.
        PointerInfo pointer = MouseInfo.getPointerInfo();
        if (pointer != null) {
            told.put("x", pointer.getLocation().x).put("y", pointer.getLocation().y);
        }
        call(consultation).ifPresent(call -> {
            told.put("flowing", call.isFlowing());
            told.set("own", JSON.valueToTree(call.own()));
            told.set("other", JSON.valueToTree(call.other()));
            told.set("faults", JSON.valueToTree(call.faults()));
        });
        return told;
    }

    private static Optional<MediaCall> call(Consultation consultation) {
        return consultation.call();
    }

    /** @param which id or name of the screen; the first one if it is empty */
    private void show(MediaCall call, String which) {
        call.share(media.getService().screens().stream()
                .filter(screen -> which.isEmpty()
                        || screen.id().equals(which)
                        || screen.name().equals(which))
                .findFirst()
                .orElseThrow());
    }

    /** One text field over the whole desktop. @param left what of it is left as it is, in pixels */
    private void paint(Color colour, int left) throws Exception {
        EventQueue.invokeAndWait(() -> {
            if (window == null) {
                field.addMouseListener(new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        clicks.incrementAndGet();
                        button = event.getButton();
                        pressed = event.getLocationOnScreen();
                    }
                });
                window = new Frame();
                window.setUndecorated(true);
                window.setBounds(left, 0, 4_000, 4_000);
                window.add(field);
            }
            field.setBackground(colour);
            window.setVisible(true);
            field.repaint();
        });
    }

    /** STOP is always to be seen, and nothing of the app covers the screen. */
    private static final class NoWindows implements OwnWindows {

        @Override
        public boolean isStopVisible() {
            return true;
        }

        @Override
        public boolean hasFocus() {
            return false;
        }

        @Override
        public boolean hasPointer() {
            return false;
        }

        @Override
        public boolean covers(int x, int y) {
            return false;
        }

        @Override
        public void point(int x, int y) {
            // There is no window to draw it in.
        }
    }

    private static void expect(CompletableFuture<Optional<Problem>> done) throws Exception {
        Optional<Problem> problem = done.get(SECONDS, TimeUnit.SECONDS);
        if (problem.isPresent()) {
            throw new IllegalStateException(
                    problem.get().code() + ": " + problem.get().detail());
        }
    }
}
