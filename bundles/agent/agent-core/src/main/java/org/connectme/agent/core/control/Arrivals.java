package org.connectme.agent.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.agent.core.Transfer;
import org.connectme.agent.core.Transfer.Kind;
import org.connectme.agent.core.Transfer.State;
import org.connectme.agent.core.control.Exchange.Consents;
import org.connectme.agent.core.exchange.DropFolder;
import org.connectme.agent.core.exchange.Receiving;
import org.connectme.agent.core.exchange.SafeName;
import org.connectme.agent.core.exchange.TextSink;
import org.connectme.agent.core.link.Loop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes from the consultant: one file and one text at a time. A file waits for the person's yes to it; text is what
 * the consent itself is about. Confined to the exchange's thread.
 */
final class Arrivals {

    private static final Logger logger = LoggerFactory.getLogger(Arrivals.class);
    private static final int LONGEST_NAME = 1_000;

    private static final class Coming {
        final String id;
        final String request;
        final Kind kind;
        final long size;
        final String name;
        final TextSink text = new TextSink();
        long movedNanos;

        /** From when on it may come. */
        @Nullable
        Receiving bytes;

        Coming(String id, String request, Kind kind, long size, String name, long now) {
            this.id = id;
            this.request = request;
            this.kind = kind;
            this.size = size;
            this.name = name;
            this.movedNanos = now;
        }
    }

    private final Loop loop;
    private final Consents consents;
    private final ClipboardLoan clipboard;
    private final DropFolder folder;
    private final Quota quota;
    private final Ledger ledger;
    private final Words words;
    private final Passed passed;
    private final Map<Kind, Coming> coming = new EnumMap<>(Kind.class);

    Arrivals(
            Loop loop,
            Consents consents,
            ClipboardLoan clipboard,
            DropFolder folder,
            Quota quota,
            Ledger ledger,
            Words words,
            Passed passed) {
        this.loop = loop;
        this.consents = consents;
        this.clipboard = clipboard;
        this.folder = folder;
        this.quota = quota;
        this.ledger = ledger;
        this.words = words;
        this.passed = passed;
    }

    boolean isEmpty() {
        return coming.isEmpty();
    }

    void offered(JsonNode message, String id, String request) {
        Kind kind = message.path("kind").asText().equals("TEXT") ? Kind.TEXT : Kind.FILE;
        Optional<Coming> known = find(id, request);
        if (known.isPresent()) {
            goOn(known.get());
            return;
        }
        Optional<Transfer> before = ledger.find(id);
        if (before.filter(each -> each.incoming() && each.state() == State.DONE).isPresent()) {
            // The word of it was lost.
            words.say("taken", request, id, word -> word);
            return;
        }
        String refusal = refusal(kind, id, request, message.path("size"), before.isPresent());
        if (!refusal.isEmpty()) {
            words.drop(request, id, refusal);
            return;
        }
        String said = message.path("name").asText();
        String name = SafeName.of(said.substring(Math.max(0, said.length() - LONGEST_NAME)));
        long size = message.path("size").asLong();
        Coming offer = new Coming(id, request, kind, size, kind == Kind.TEXT ? "" : name, loop.nanos());
        coming.put(kind, offer);
        if (kind == Kind.TEXT) {
            begin(offer);
        } else {
            write(offer, State.ASKED, "", null);
        }
    }

    private String refusal(Kind kind, String id, String request, JsonNode size, boolean known) {
        if (!consents.permit(request, Exchange.scope(kind))) {
            return "exchange.no-consent";
        }
        if (known) {
            return "exchange.id-reused";
        }
        if (coming.containsKey(kind)) {
            return "exchange.busy";
        }
        return size.isIntegralNumber() && size.canConvertToLong()
                ? quota.take(kind, request, size.asLong())
                : "exchange.too-big";
    }

    /** The person's answer to a file. */
    void answer(String id, boolean yes) {
        Coming offer = coming.get(Kind.FILE);
        if (offer == null || !offer.id.equals(id) || offer.bytes != null) {
            return;
        }
        if (yes) {
            begin(offer);
        } else {
            end(offer, "exchange.refused", true);
        }
    }

    private void begin(Coming offer) {
        if (!isPermitted(offer)) {
            end(offer, "exchange.no-consent", true);
            return;
        }
        try {
            if (offer.kind == Kind.FILE && !folder.hasRoomFor(offer.size)) {
                end(offer, "exchange.no-room", true);
                return;
            }
            offer.bytes = new Receiving(offer.size, offer.kind == Kind.TEXT ? offer.text : folder.begin(offer.name));
        } catch (IOException e) {
            fail(offer, e);
            return;
        }
        offer.movedNanos = loop.nanos();
        write(offer, State.RUNNING, "", null);
        goOn(offer);
    }

    /** From where it is now; said again after a cut. */
    private void goOn(Coming offer) {
        Receiving bytes = offer.bytes;
        if (bytes != null && isPermitted(offer)) {
            words.say("go", offer.request, offer.id, word -> word.put("from", bytes.received()));
        }
    }

    void goOn() {
        coming.values().forEach(this::goOn);
    }

    void part(JsonNode message, String id, String request) {
        Coming offer = find(id, request).orElse(null);
        Receiving bytes = offer == null ? null : offer.bytes;
        long at = message.path("at").asLong(-1);
        // Nobody said that it may begin, or it is over, or the permit is not fresh; or it is sent again, or sent on
        // where
        // something was not taken: the word to go on says from where.
        if (offer == null || bytes == null || !isPermitted(offer) || at != bytes.received()) {
            return;
        }
        try {
            String wrong = bytes.take(
                    at, Base64.getDecoder().decode(message.path("data").asText()));
            if (!wrong.isEmpty()) {
                end(offer, wrong, true);
                return;
            }
        } catch (IllegalArgumentException e) {
            end(offer, "exchange.malformed", true);
            return;
        } catch (IOException e) {
            fail(offer, e);
            return;
        }
        offer.movedNanos = loop.nanos();
        write(offer, State.RUNNING, "", null);
        words.say("got", request, id, word -> word.put("at", bytes.received()));
    }

    void whole(JsonNode message, String id, String request) {
        Coming offer = find(id, request).orElse(null);
        Receiving bytes = offer == null ? null : offer.bytes;
        if (offer == null || bytes == null || !isPermitted(offer)) {
            return;
        }
        try {
            Receiving.Kept kept = bytes.whole(message.path("sha256").asText());
            String why = kept.why().isEmpty() && offer.kind == Kind.TEXT ? put(offer.text.bytes()) : kept.why();
            if (!why.isEmpty()) {
                end(offer, why, true);
                return;
            }
            coming.remove(offer.kind);
            write(offer, State.DONE, "", kept.place().orElse(null));
            words.say("taken", request, id, word -> word);
            passed.note(offer.kind, request, id, "CONSULTANT", offer.size, kept.sha256());
        } catch (IOException e) {
            fail(offer, e);
        }
    }

    /** @return what is wrong; empty if the clipboard has it */
    private String put(byte[] utf8) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            return clipboard.put(text) ? "" : "exchange.no-clipboard";
        } catch (CharacterCodingException e) {
            return "exchange.malformed";
        }
    }

    /** Nothing of it is kept. @param tell whether the page must hear of it */
    private void end(Coming offer, String why, boolean tell) {
        coming.remove(offer.kind, offer);
        if (offer.bytes != null) {
            try {
                offer.bytes.discard();
            } catch (UncheckedIOException e) {
                logger.warn("{}", e.getMessage());
            }
        }
        write(offer, State.ENDED, why, null);
        if (tell) {
            words.drop(offer.request, offer.id, why);
        }
    }

    private void fail(Coming offer, IOException e) {
        // The exception's text would have the file's name in it.
        logger.warn("What came cannot be kept: {}", e.getClass().getSimpleName());
        end(offer, "exchange.disk", true);
    }

    void cancel(String id) {
        all().stream().filter(each -> each.id.equals(id)).forEach(each -> end(each, "exchange.cancelled", true));
    }

    void dropped(String id, String request) {
        find(id, request).ifPresent(each -> end(each, "exchange.cancelled-there", false));
    }

    void endAll(String why) {
        all().forEach(each -> end(each, why, false));
    }

    /** What may not last any more ends. */
    void follow() {
        for (Coming each : all()) {
            if (!consents.stand(each.request, Exchange.scope(each.kind))) {
                end(each, "exchange.no-consent", true);
            } else if (loop.nanos() - each.movedNanos > Exchange.PATIENCE_NANOS) {
                end(each, each.bytes == null ? "exchange.silence" : "exchange.stalled", true);
            }
        }
    }

    private List<Coming> all() {
        return List.copyOf(coming.values());
    }

    private Optional<Coming> find(String id, String request) {
        return coming.values().stream()
                .filter(each -> each.id.equals(id) && each.request.equals(request))
                .findFirst();
    }

    private boolean isPermitted(Coming offer) {
        return consents.permit(offer.request, Exchange.scope(offer.kind));
    }

    private void write(Coming offer, State state, String why, @Nullable Path place) {
        long done = offer.bytes == null ? 0 : offer.bytes.received();
        long answerUntil = state == State.ASKED ? offer.movedNanos + Exchange.PATIENCE_NANOS : 0;
        ledger.write(
                new Transfer(offer.id, offer.kind, true, offer.name, offer.size, done, state, why, place, answerUntil));
    }
}
