package org.connectme.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.connectme.agent.core.link.Json;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.account.ControlPermits;
import org.connectme.core.account.ControlPermits.Permission;
import org.connectme.core.event.ConsentEvent.ConsentEnded;
import org.connectme.core.event.ConsentEvent.ConsentGiven;
import org.connectme.core.event.Event;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.NodeSigner.Purpose;
import org.connectme.core.journal.Timeline;
import org.connectme.remote.control.SignedPermits;

/** The server's permits, issued by the class that it ships, with a note of each; and a thief's. */
final class SimPermits {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final KeyPair SERVERS = keys();
    private static final KeyPair THIEFS = keys();

    /** A permit that the server truly issued. */
    record Issued(String text, String consultation, String request, boolean full, Instant until) {}

    private final Journal journal;
    private final Timeline timeline;
    private final Bug bug;
    private final List<String> wrong = new ArrayList<>();
    private ControlPermits bundle;

    SimPermits(Journal journal, Timeline timeline, Bug bug) {
        this.journal = journal;
        this.timeline = timeline;
        this.bug = bug;
        replace();
    }

    /** The bundle is replaced, or the server started again: what it remembered is lost. */
    void replace() {
        Journal read = bug == Bug.PERMIT_AFTER_WITHDRAWAL ? new AsOfTheLastYes(journal) : journal;
        bundle = new SignedPermits(read, timeline, (purpose, text) -> sign(SERVERS, purpose, text));
    }

    /** What was issued against the rules. */
    List<String> wrong() {
        return wrong;
    }

    Optional<Issued> issue(ConsultationId id, ConsultantId consultant, String request) {
        Permission permission = bundle.issue(id, consultant, request);
        if (!(permission instanceof Permission.Issued issued)) {
            return Optional.empty();
        }
        String text = bug == Bug.PERMITS_LAST_AN_HOUR ? stretched(issued.permit()) : issued.permit();
        ObjectNode said = payload(text);
        Instant issuedAt = Instant.parse(said.path("issuedAt").asText());
        Instant until = Instant.parse(said.path("until").asText());
        Optional<ConsentGiven> standing = standing(journal.read(id), request);
        String what = "consultation " + id + " got a permit for " + request + " at " + timeline.now();
        if (standing.isEmpty()) {
            wrong.add(what + " without a consent that stands");
        } else if (!standing.get().scope().name().equals(said.path("scope").asText())
                || until.isAfter(standing.get().until())) {
            wrong.add(what + " for more than " + standing.get());
        }
        if (Duration.between(issuedAt, until).compareTo(LONGEST) > 0) {
            wrong.add(what + " until " + until);
        }
        boolean full = said.path("scope").asText().equals("SCREEN_KEYBOARD_MOUSE");
        return Optional.of(new Issued(text, id.toString(), request, full, until));
    }

    /** What the server answers when it is asked for its keys. */
    JsonNode published() {
        ObjectNode answer = Json.object();
        List<KeyPair> all = bug == Bug.KEYS_FROM_ANYWHERE ? List.of(SERVERS, THIEFS) : List.of(SERVERS);
        all.forEach(pair -> answer.withArray("keys")
                .addObject()
                .put("spki", HexFormat.of().formatHex(pair.getPublic().getEncoded())));
        return answer;
    }

    /** A fresh one for mouse and keyboard, signed by somebody who is not the server. */
    static String forged(String permit, String request, Instant now) {
        ObjectNode said = payload(permit)
                .put("request", request)
                .put("scope", "SCREEN_KEYBOARD_MOUSE")
                .put("serial", now.toEpochMilli())
                .put("issuedAt", now.toString())
                .put("until", now.plus(LONGEST).toString());
        return signed(said, THIEFS);
    }

    /** Another request's name under the signature of this one. */
    static String altered(String permit, String request) {
        ObjectNode said = payload(permit).put("request", request);
        return encoded(said) + permit.substring(permit.indexOf('.'));
    }

    /** A planted bug: the same for an hour. */
    private static String stretched(String permit) {
        ObjectNode said = payload(permit);
        Instant until = Instant.parse(said.path("until").asText()).plus(Duration.ofHours(1));
        return signed(said.put("until", until.toString()), SERVERS);
    }

    private static String signed(ObjectNode said, KeyPair signer) {
        String text = encoded(said);
        return text + "." + BASE64.encodeToString(sign(signer, Purpose.CONTROL_PERMIT, text));
    }

    private static String encoded(ObjectNode said) {
        return BASE64.encodeToString(Json.write(said).getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode payload(String permit) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(permit.substring(0, permit.indexOf('.')));
            return (ObjectNode) Json.read(new String(json, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<ConsentGiven> standing(History history, String request) {
        boolean isOver =
                history.all(ConsentEnded.class).anyMatch(end -> end.request().equals(request));
        return isOver
                ? Optional.empty()
                : history.all(ConsentGiven.class)
                        .filter(given -> given.request().equals(request))
                        .findFirst();
    }

    private static byte[] sign(KeyPair pair, Purpose purpose, String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(("connectme\n" + purpose.id() + "\n" + text).getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A planted bug: a cache that is looked at again only when something is given. */
    private record AsOfTheLastYes(Journal journal) implements Journal {

        @Override
        public History read(ConsultationId id) {
            History now = journal.read(id);
            List<Entry> entries = now.entries();
            for (int length = entries.size(); length > 0; length--) {
                if (entries.get(length - 1).event() instanceof ConsentGiven) {
                    return new History(id, entries.subList(0, length));
                }
            }
            return now;
        }

        @Override
        public Append append(ConsultationId id, int expectedLength, List<Event> events) {
            return journal.append(id, expectedLength, events);
        }

        @Override
        public Append appendNumbered(
                ConsultationId id, int expectedLength, String sequence, LongFunction<Event> event) {
            return journal.appendNumbered(id, expectedLength, sequence, event);
        }
    }
}
