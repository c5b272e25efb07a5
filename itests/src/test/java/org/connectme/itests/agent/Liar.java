package org.connectme.itests.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.connectme.itests.faults.Participant;
import org.connectme.itests.faults.Until;
import org.connectme.itests.server.Api;

/** A consultant's page that says to the app what it likes, on the very channel of control, and hears all that it is told. */
record Liar(Participant consultant) {

    private static final Duration BOUND = Duration.ofSeconds(60);

    /** Runs before the page's own: keeps what is said on the channel for control, and can say more, or keep permits back. */
    static final String SCRIPT = """
        (() => {
          const made = RTCPeerConnection.prototype.createDataChannel;
          window.liar = { said: [], told: [], keepsPermits: false, kept: [] };
          RTCPeerConnection.prototype.createDataChannel = function (label, ...how) {
            const channel = made.call(this, label, ...how);
            if (label !== 'control') return channel;
            channel.addEventListener('message', ({ data }) => liar.told.push(data));
            const send = channel.send;
            liar.say = (text) => send.call(channel, text);
            channel.send = (text) => {
              if (liar.keepsPermits && text.includes('"permit"')) {
                liar.kept.push(text);
                return;
              }
              liar.said.push(text);
              liar.say(text);
            };
            return channel;
          };
        })();
        """;

    /** What the app said until now. */
    void forgets() {
        does("() => { liar.told = []; }", null);
    }

    void says(String text) {
        does("(text) => { liar.told = []; liar.say(text); }", text);
    }

    /** Says it again and again. */
    void goesOnSaying(String text, int everyMillis) {
        does(
                "([text, every]) => { liar.going = setInterval(() => liar.say(text), every); }",
                new Object[] {text, everyMillis});
    }

    void fallsSilent() {
        does("() => clearInterval(liar.going)", null);
    }

    void keepsPermitsBack(boolean keeps) {
        does("(keeps) => { liar.keepsPermits = keeps; }", keeps);
    }

    /** The newest message with a permit that the app was not shown; empty if there is none. */
    String kept() {
        return String.valueOf(does("() => liar.kept.at(-1) ?? ''", null));
    }

    /** As the page got it from the server and showed it to the app. */
    String newestPermit() {
        String message = Until.value(
                "a permit",
                BOUND,
                () -> String.valueOf(
                        does("() => liar.said.filter((text) => text.includes('\"permit\"')).at(-1) ?? ''", null)),
                text -> !text.isEmpty());
        return read(message).path("permit").asText();
    }

    /** Which request a permit is for. */
    static String consent(String permit) {
        byte[] payload = Base64.getUrlDecoder().decode(permit.split("\\.")[0]);
        return read(new String(payload, StandardCharsets.UTF_8)).path("request").asText();
    }

    private static JsonNode read(String text) {
        try {
            return Api.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String permit(String permit) {
        return "{\"t\":\"permit\",\"permit\":\"" + permit + "\"}";
    }

    static String key(String consent) {
        return "{\"t\":\"text\",\"c\":\"" + consent + "\",\"text\":\"q\"}";
    }

    void awaitsRefusal(String code) {
        awaitsWord("it is refused as " + code, "refused", code);
        // The app says so once a second at most.
        Lending.awaitsThatAPressCounts();
    }

    /** Waits until the app says something in which both stand. */
    void awaitsWord(String what, String one, String other) {
        Until.isTrue(
                what,
                BOUND,
                () -> Boolean.TRUE.equals(does(
                        "([one, other]) => liar.told.some((text) => text.includes(one) && text.includes(other))",
                        new Object[] {one, other})));
    }

    private Object does(String script, Object with) {
        return consultant.page().evaluate(script, with);
    }
}
