package org.connectme.agent.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
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

    /** What comes; {@code bytes} is there from when on it may. */
    static final class Coming extends UnderWay {
        final long size;
        final TextSink text = new TextSink();

        @Nullable
        Receiving bytes;

        /** Where it is kept, once it is whole. */
        @Nullable
        Path place;

        Coming(String id, String request, Kind kind, String name, long size, long now) {
            super(id, request, kind, name, now);
            this.size = size;
        }

        @Override
        Transfer shown(State state, String why) {
            long done = bytes == null ? 0 : bytes.received();
            long answerUntil = state == State.ASKED ? movedNanos + Exchange.PATIENCE_NANOS : 0;
            return new Transfer(id, kind, true, name, size, done, state, why, place, answerUntil);
        }

        @Override
        void letGo() {
            if (bytes == null) {
                return;
            }
            try {
                bytes.discard();
            } catch (UncheckedIOException e) {
                logger.warn("{}", e.getMessage());
            }
        }

        @Override
        String whyStill() {
            return bytes == null ? "exchange.silence" : super.whyStill();
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
    private final Lane<Coming> lane;

    Arrivals(
            Loop loop,
            Consents consents,
            ClipboardLoan clipboard,
            DropFolder folder,
            Quota quota,
            Ledger ledger,
            Words words,
            Passed passed,
            Lane<Coming> lane) {
        this.loop = loop;
        this.consents = consents;
        this.clipboard = clipboard;
        this.folder = folder;
        this.quota = quota;
        this.ledger = ledger;
        this.words = words;
        this.passed = passed;
        this.lane = lane;
    }

    void offered(JsonNode message, String id, String request) {
        Kind kind = message.path("kind").asText().equals("TEXT") ? Kind.TEXT : Kind.FILE;
        Optional<Coming> known = lane.find(id, request);
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
        Coming offer = new Coming(id, request, kind, kind == Kind.TEXT ? "" : name, size, loop.nanos());
        lane.add(offer);
        if (kind == Kind.TEXT) {
            begin(offer);
        } else {
            lane.show(offer, State.ASKED);
        }
    }

    private String refusal(Kind kind, String id, String request, JsonNode size, boolean known) {
        if (!consents.permit(request, Exchange.scope(kind))) {
            return "exchange.no-consent";
        }
        if (known) {
            return "exchange.id-reused";
        }
        if (lane.isTaken(kind)) {
            return "exchange.busy";
        }
        return size.isIntegralNumber() && size.canConvertToLong()
                ? quota.take(kind, request, size.asLong())
                : "exchange.too-big";
    }

    /** The person's answer to a file. */
    void answer(String id, boolean yes) {
        lane.all().stream()
                .filter(offer -> offer.kind == Kind.FILE && offer.id.equals(id) && offer.bytes == null)
                .forEach(offer -> {
                    if (yes) {
                        begin(offer);
                    } else {
                        lane.end(offer, "exchange.refused");
                    }
                });
    }

    private void begin(Coming offer) {
        if (!lane.isPermitted(offer)) {
            lane.end(offer, "exchange.no-consent");
            return;
        }
        try {
            if (offer.kind == Kind.FILE && !folder.hasRoomFor(offer.size)) {
                lane.end(offer, "exchange.no-room");
                return;
            }
            offer.bytes = new Receiving(offer.size, offer.kind == Kind.TEXT ? offer.text : folder.begin(offer.name));
        } catch (IOException e) {
            fail(offer, e);
            return;
        }
        lane.moved(offer);
        goOn(offer);
    }

    /** From where it is now; said again after a cut. */
    private void goOn(Coming offer) {
        Receiving bytes = offer.bytes;
        if (bytes != null && lane.isPermitted(offer)) {
            words.say("go", offer.request, offer.id, word -> word.put("from", bytes.received()));
        }
    }

    void goOn() {
        lane.all().forEach(this::goOn);
    }

    void part(JsonNode message, String id, String request) {
        Coming offer = lane.find(id, request).orElse(null);
        Receiving bytes = offer == null ? null : offer.bytes;
        long at = message.path("at").asLong(-1);
        // Nobody said that it may begin, or it is over, or the permit is not fresh; or it is sent again, or sent on
        // where
        // something was not taken: the word to go on says from where.
        if (offer == null || bytes == null || !lane.isPermitted(offer) || at != bytes.received()) {
            return;
        }
        try {
            String wrong = bytes.take(
                    at, Base64.getDecoder().decode(message.path("data").asText()));
            if (!wrong.isEmpty()) {
                lane.end(offer, wrong);
                return;
            }
        } catch (IllegalArgumentException e) {
            lane.end(offer, "exchange.malformed");
            return;
        } catch (IOException e) {
            fail(offer, e);
            return;
        }
        lane.moved(offer);
        words.say("got", request, id, word -> word.put("at", bytes.received()));
    }

    void whole(JsonNode message, String id, String request) {
        Coming offer = lane.find(id, request).orElse(null);
        Receiving bytes = offer == null ? null : offer.bytes;
        if (offer == null || bytes == null || !lane.isPermitted(offer)) {
            return;
        }
        try {
            Receiving.Kept kept = bytes.whole(message.path("sha256").asText());
            String why = kept.why().isEmpty() && offer.kind == Kind.TEXT ? put(offer.text.bytes()) : kept.why();
            if (!why.isEmpty()) {
                lane.end(offer, why);
                return;
            }
            offer.place = kept.place().orElse(null);
            lane.done(offer);
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

    private void fail(Coming offer, IOException e) {
        // The exception's text would have the file's name in it.
        logger.warn("What came cannot be kept: {}", e.getClass().getSimpleName());
        lane.end(offer, "exchange.disk");
    }
}
