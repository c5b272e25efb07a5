package org.connectme.agent.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Transfer;
import org.connectme.agent.core.Transfer.Kind;
import org.connectme.agent.core.Transfer.State;
import org.connectme.agent.core.exchange.DropFolder;
import org.connectme.agent.core.exchange.Receiving;
import org.connectme.agent.core.exchange.SafeName;
import org.connectme.agent.core.exchange.Sending;
import org.connectme.agent.core.exchange.TextSink;
import org.connectme.agent.core.link.Json;
import org.connectme.agent.core.link.Loop;
import org.connectme.agent.core.view.Consent.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Text of the clipboard and files between this computer and the consultant's page (docs/protocol.md, "Clipboard and
 * files"), as far as the consents allow. One of a kind goes in each direction at a time. Works on a loop of its own, since
 * disks and clipboards may be slow; consent is asked before each byte that comes in or goes out, so that its end counts
 * at once. Names and content are never logged.
 */
public final class Exchange {

    /** What the consents say; asked on any thread. */
    interface Consents {

        /** The person's yes here holds, and this is no private moment. */
        boolean stand(String request, Scope scope);

        /** And the server's permit for it is fresh. */
        boolean permit(String request, Scope scope);

        /** The consent of this scope that is permitted now. */
        Optional<String> permitted(Scope scope);
    }

    static final long LONGEST_FILE = 100L << 20;
    static final int LONGEST_TEXT = 256 << 10;
    static final int MOST_FILES = 50;
    static final int MOST_TEXTS = 200;
    static final long MOST_BYTES = 500L << 20;
    private static final int OFFERS_A_SECOND = 5;
    private static final int WORDS_A_SECOND = 2_000;
    private static final int MOST_WAITING = 200;
    private static final int LONGEST_WORD = 16 << 10;
    private static final int LONGEST_NAME = 1_000;
    private static final int MOST_REMEMBERED = 12;
    private static final long TICK_MILLIS = 500;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final Logger logger = LoggerFactory.getLogger(Exchange.class);

    private static final class Coming {
        final String id;
        final String request;
        final Kind kind;
        final long size;
        final String name;

        @Nullable
        Receiving bytes;

        @Nullable
        TextSink text;

        long movedNanos;

        Coming(String id, String request, Kind kind, long size, String name, long now) {
            this.id = id;
            this.request = request;
            this.kind = kind;
            this.size = size;
            this.name = name;
            this.movedNanos = now;
        }
    }

    private static final class Going {
        final String id;
        final String request;
        final Kind kind;
        final Sending bytes;
        boolean begun;
        boolean told;
        String sha256 = "";
        long movedNanos;

        Going(String id, String request, Kind kind, Sending bytes, long now) {
            this.id = id;
            this.request = request;
            this.kind = kind;
            this.bytes = bytes;
            this.movedNanos = now;
        }
    }

    private record Used(int files, int texts, long bytes) {}

    private final Loop loop;
    private final Consents consents;
    private final ClipboardLoan clipboard;
    private final DropFolder folder;
    private final Passed passed;
    private final Consumer<String> permits;
    private final Runnable changed;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable MediaCall call;
    private volatile List<Transfer> shown = List.of();

    // Of the loop's thread alone.
    private final Pace pace = new Pace(WORDS_A_SECOND);
    private final Pace offers = new Pace(OFFERS_A_SECOND);
    private final Map<Kind, Coming> coming = new EnumMap<>(Kind.class);
    private final Map<Kind, Going> going = new EnumMap<>(Kind.class);
    private final Map<String, Used> used = new HashMap<>();
    private final Map<String, Transfer> transfers = new LinkedHashMap<>();
    private String told = "";
    private boolean ticking;

    /**
     * @param permits told what the page says is a permit
     * @param changed told after {@link #transfers} changed
     */
    Exchange(
            Loop loop,
            Consents consents,
            ClipboardLoan clipboard,
            DropFolder folder,
            Passed passed,
            Consumer<String> permits,
            Runnable changed) {
        this.loop = loop;
        this.consents = consents;
        this.clipboard = clipboard;
        this.folder = folder;
        this.passed = passed;
        this.permits = permits;
        this.changed = changed;
    }

    /** Newest last. Any thread. */
    public List<Transfer> transfers() {
        return shown;
    }

    /** The way to the consultant's page is another one, or none. */
    void reaches(@Nullable MediaCall now) {
        call = now;
        loop.run(() -> {
            told = "";
            if (now == null) {
                endAll("exchange.call-over");
            }
            follow();
        });
    }

    /** The page behind the way is another one, perhaps: it is told anew how things are. */
    void opened() {
        loop.run(() -> {
            told = "";
            follow();
        });
    }

    /** A consent, a permit or a private moment changed. */
    void consentsChanged() {
        loop.run(this::follow);
    }

    /** The person's answer to a file that is offered. */
    public void answer(String id, boolean yes) {
        loop.run(() -> {
            Coming offered = coming.get(Kind.FILE);
            if (offered == null || !offered.id.equals(id) || offered.bytes != null) {
                return;
            }
            if (yes) {
                begin(offered);
            } else {
                end(offered, "exchange.refused", true);
            }
        });
    }

    /** The person wants it to end. */
    public void cancel(String id) {
        loop.run(() -> {
            coming.values().stream()
                    .filter(each -> each.id.equals(id))
                    .toList()
                    .forEach(each -> end(each, "exchange.cancelled", true));
            going.values().stream()
                    .filter(each -> each.id.equals(id))
                    .toList()
                    .forEach(each -> end(each, "exchange.cancelled", true));
        });
    }

    /** The person chose a file for the consultant. @param then told on the loop a code of what is wrong, or nothing */
    public void send(Path file, Consumer<String> then) {
        loop.run(() -> then.accept(offer(file)));
    }

    /** What the consultant's page says, unchecked. Any thread. */
    void heard(String text) {
        if (text.length() > LONGEST_WORD) {
            return;
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return;
        }
        loop.run(() -> {
            waiting.decrementAndGet();
            if (pace.allows(loop.nanos())) {
                read(text);
            }
        });
    }

    private void read(String text) {
        try {
            JsonNode message = Json.read(text);
            if (message.path("t").asText().equals("permit")) {
                permits.accept(message.path("permit").asText());
                return;
            }
            String id = message.path("id").asText();
            if (ID.matcher(id).matches()) {
                take(message, id, message.path("c").asText());
            }
        } catch (IOException e) {
            logger.debug("The page said something that is no message");
        }
    }

    private void take(JsonNode message, String id, String request) {
        switch (message.path("t").asText()) {
            case "offer" -> offered(message, id, request);
            case "part" -> part(message, id, request);
            case "whole" -> whole(message, id, request);
            case "ask-text" -> askedForText(id, request);
            case "go" ->
                goingBy(id, request)
                        .ifPresent(out -> go(out, message.path("from").asLong(-1)));
            case "got" ->
                goingBy(id, request)
                        .ifPresent(out -> got(out, message.path("at").asLong(-1)));
            case "taken" -> goingBy(id, request).ifPresent(this::taken);
            case "drop" -> dropped(id, request);
            default -> logger.debug("A message of a kind that this version does not know");
        }
        follow();
    }

    // ------------------------------------------------------------ what comes in

    private void offered(JsonNode message, String id, String request) {
        long now = loop.nanos();
        if (!offers.allows(now)) {
            return;
        }
        Kind kind = message.path("kind").asText().equals("TEXT") ? Kind.TEXT : Kind.FILE;
        Coming known = comingBy(id, request).orElse(null);
        if (known != null) {
            goOn(known);
            return;
        }
        Transfer before = transfers.get(id);
        if (before != null && before.incoming() && before.state() == State.DONE) {
            say("taken", request, id).ifPresent(this::speak);
            return;
        }
        String refusal = refusal(kind, request, message.path("size"), id);
        if (refusal.isEmpty() && coming.containsKey(kind)) {
            refusal = "exchange.busy";
        }
        if (!refusal.isEmpty()) {
            drop(request, id, refusal);
            return;
        }
        long size = message.path("size").asLong();
        String said = message.path("name").asText();
        String name = kind == Kind.TEXT
                ? ""
                : SafeName.of(said.length() > LONGEST_NAME ? said.substring(said.length() - LONGEST_NAME) : said);
        Coming offer = new Coming(id, request, kind, size, name, now);
        coming.put(kind, offer);
        count(kind, request, size);
        // A file is asked about one by one, with its name and size; text is what the consent itself is about.
        if (kind == Kind.TEXT) {
            begin(offer);
        } else {
            show(offer, State.ASKED, "", null);
        }
    }

    private String refusal(Kind kind, String request, JsonNode size, String id) {
        if (!consents.permit(request, scope(kind))) {
            return "exchange.no-consent";
        }
        if (transfers.containsKey(id)) {
            return "exchange.id-reused";
        }
        long most = kind == Kind.TEXT ? LONGEST_TEXT : LONGEST_FILE;
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.asLong() < 0 || size.asLong() > most) {
            return "exchange.too-big";
        }
        Used until = used.getOrDefault(request, new Used(0, 0, 0));
        boolean isTooMuch = kind == Kind.TEXT
                ? until.texts() >= MOST_TEXTS
                : until.files() >= MOST_FILES || until.bytes() + size.asLong() > MOST_BYTES;
        return isTooMuch ? "exchange.too-many" : "";
    }

    private void count(Kind kind, String request, long size) {
        Used until = used.getOrDefault(request, new Used(0, 0, 0));
        used.put(
                request,
                kind == Kind.TEXT
                        ? new Used(until.files(), until.texts() + 1, until.bytes())
                        : new Used(until.files() + 1, until.texts(), until.bytes() + size));
    }

    private void begin(Coming offer) {
        if (!consents.permit(offer.request, scope(offer.kind))) {
            end(offer, "exchange.no-consent", true);
            return;
        }
        try {
            if (offer.kind == Kind.TEXT) {
                offer.text = new TextSink();
                offer.bytes = new Receiving(offer.size, offer.text);
            } else if (!folder.hasRoomFor(offer.size)) {
                end(offer, "exchange.no-room", true);
                return;
            } else {
                offer.bytes = new Receiving(offer.size, folder.begin(offer.name));
            }
        } catch (IOException e) {
            logger.warn("A file cannot be begun: {}", e.getClass().getSimpleName());
            end(offer, "exchange.disk", true);
            return;
        }
        offer.movedNanos = loop.nanos();
        show(offer, State.RUNNING, "", null);
        say("go", offer.request, offer.id).ifPresent(word -> speak(word.put("from", 0)));
    }

    private Optional<Coming> comingBy(String id, String request) {
        return coming.values().stream()
                .filter(each -> each.id.equals(id) && each.request.equals(request))
                .findFirst();
    }

    private void part(JsonNode message, String id, String request) {
        Coming offer = comingBy(id, request).orElse(null);
        Receiving bytes = offer == null ? null : offer.bytes;
        if (offer == null || bytes == null) {
            // Nobody said that it may begin, or it is over: parts of it may have been on their way.
            return;
        }
        if (!consents.permit(request, scope(offer.kind))) {
            // Without a fresh permit nothing is taken; where the consent itself still stands it goes on from here.
            return;
        }
        long at = message.path("at").asLong(-1);
        if (at != bytes.received()) {
            // Sent again after a cut, or sent on where something was not taken: the word to go on says from where.
            return;
        }
        try {
            byte[] part = Base64.getDecoder().decode(message.path("data").asText());
            String wrong = bytes.take(at, part);
            if (!wrong.isEmpty()) {
                end(offer, wrong, true);
                return;
            }
        } catch (IllegalArgumentException e) {
            end(offer, "exchange.malformed", true);
            return;
        } catch (IOException e) {
            logger.warn("A file cannot be written: {}", e.getClass().getSimpleName());
            end(offer, "exchange.disk", true);
            return;
        }
        offer.movedNanos = loop.nanos();
        show(offer, State.RUNNING, "", null);
        say("got", request, id).ifPresent(word -> speak(word.put("at", bytes.received())));
    }

    private void whole(JsonNode message, String id, String request) {
        Coming offer = comingBy(id, request).orElse(null);
        Receiving bytes = offer == null ? null : offer.bytes;
        if (offer == null || bytes == null) {
            return;
        }
        if (!consents.permit(request, scope(offer.kind))) {
            return;
        }
        try {
            Receiving.Kept kept = bytes.whole(message.path("sha256").asText());
            String why = kept.why();
            if (why.isEmpty() && offer.text != null) {
                why = put(offer.text);
            }
            if (!why.isEmpty()) {
                end(offer, why, true);
                return;
            }
            coming.remove(offer.kind);
            show(offer, State.DONE, "", kept.place().orElse(null));
            say("taken", request, id).ifPresent(this::speak);
            note(offer.kind, request, id, "CONSULTANT", offer.size, kept.sha256());
        } catch (IOException e) {
            logger.warn("What came cannot be kept: {}", e.getClass().getSimpleName());
            end(offer, "exchange.disk", true);
        }
    }

    /** @return what is wrong; empty if the clipboard has it */
    private String put(TextSink sink) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(sink.bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            return "exchange.malformed";
        }
        return clipboard.put(text) ? "" : "exchange.no-clipboard";
    }

    private void end(Coming offer, String why, boolean tell) {
        coming.remove(offer.kind, offer);
        if (offer.bytes != null) {
            try {
                offer.bytes.discard();
            } catch (UncheckedIOException e) {
                logger.warn("{}", e.getMessage());
            }
        }
        show(offer, State.ENDED, why, null);
        if (tell) {
            drop(offer.request, offer.id, why);
        }
    }

    // ------------------------------------------------------------ what goes out

    private String offer(Path file) {
        Optional<String> request = consents.permitted(Scope.FILE_TRANSFER);
        if (request.isEmpty()) {
            return "exchange.no-consent";
        }
        if (going.containsKey(Kind.FILE)) {
            return "exchange.busy";
        }
        String id = UUID.randomUUID().toString();
        try {
            if (!Files.isRegularFile(file)) {
                return "exchange.no-file";
            }
            long size = Files.size(file);
            String refusal = refusal(Kind.FILE, request.get(), Json.tree(size), id);
            if (!refusal.isEmpty()) {
                return refusal;
            }
            Going out = new Going(id, request.get(), Kind.FILE, Sending.file(file, size), loop.nanos());
            String name = SafeName.of(file.getFileName().toString());
            going.put(Kind.FILE, out);
            count(Kind.FILE, out.request, size);
            show(new Transfer(id, Kind.FILE, false, name, size, 0, State.ASKED, "", null, 0));
            offer(out);
            follow();
            return "";
        } catch (IOException e) {
            logger.info("A file cannot be read: {}", e.getClass().getSimpleName());
            return "exchange.no-file";
        }
    }

    private void askedForText(String id, String request) {
        if (!offers.allows(loop.nanos())) {
            return;
        }
        String refusal = refusal(Kind.TEXT, request, Json.tree(0), id);
        if (refusal.isEmpty() && going.containsKey(Kind.TEXT)) {
            refusal = "exchange.busy";
        }
        if (!refusal.isEmpty()) {
            drop(request, id, refusal);
            return;
        }
        count(Kind.TEXT, request, 0);
        byte[] text;
        try {
            Optional<String> held = clipboard.text();
            if (held.isEmpty()) {
                drop(request, id, "exchange.no-clipboard");
                return;
            }
            text = held.get().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            drop(request, id, "exchange.no-clipboard");
            return;
        }
        // The program that owns the clipboard may have taken its time to answer.
        String wrong = !consents.permit(request, Scope.CLIPBOARD)
                ? "exchange.no-consent"
                : text.length == 0 ? "exchange.empty" : text.length > LONGEST_TEXT ? "exchange.too-big" : "";
        if (!wrong.isEmpty()) {
            drop(request, id, wrong);
            return;
        }
        Going out = new Going(id, request, Kind.TEXT, Sending.text(text), loop.nanos());
        going.put(Kind.TEXT, out);
        show(new Transfer(id, Kind.TEXT, false, "", text.length, 0, State.RUNNING, "", null, 0));
        offer(out);
    }

    /** Also again, on another way to the same page. */
    private void offer(Going out) {
        Transfer shownAs = transfers.get(out.id);
        String name = shownAs == null ? "" : shownAs.name();
        say("offer", out.request, out.id)
                .ifPresent(word -> speak(
                        word.put("kind", out.kind.name()).put("name", name).put("size", out.bytes.size())));
    }

    private Optional<Going> goingBy(String id, String request) {
        return going.values().stream()
                .filter(each -> each.id.equals(id) && each.request.equals(request))
                .findFirst();
    }

    private void go(Going out, long from) {
        if (!out.bytes.restart(from)) {
            end(out, "exchange.out-of-order", true);
            return;
        }
        out.begun = true;
        out.told = false;
        out.movedNanos = loop.nanos();
        flow(out);
    }

    private void got(Going out, long at) {
        if (!out.bytes.confirm(at)) {
            end(out, "exchange.out-of-order", true);
            return;
        }
        out.movedNanos = loop.nanos();
        flow(out);
    }

    private void flow(Going out) {
        try {
            while (out.begun && out.bytes.mayGoOn() && consents.permit(out.request, scope(out.kind))) {
                long at = out.bytes.sent();
                byte[] part = out.bytes.next();
                say("part", out.request, out.id)
                        .ifPresent(word -> speak(word.put("at", at)
                                .put("data", Base64.getEncoder().encodeToString(part))));
            }
            if (out.begun && out.bytes.isWhole() && !out.told && consents.permit(out.request, scope(out.kind))) {
                out.told = true;
                if (out.sha256.isEmpty()) {
                    out.sha256 = out.bytes.sha256();
                }
                say("whole", out.request, out.id).ifPresent(word -> speak(word.put("sha256", out.sha256)));
            }
            show(out, State.RUNNING, "");
        } catch (IOException e) {
            logger.info("A file could not be read on: {}", e.getClass().getSimpleName());
            end(out, "exchange.no-file", true);
        }
    }

    private void taken(Going out) {
        if (!out.told) {
            end(out, "exchange.out-of-order", true);
            return;
        }
        going.remove(out.kind);
        close(out);
        show(out, State.DONE, "");
        note(out.kind, out.request, out.id, "CUSTOMER", out.bytes.size(), out.sha256);
    }

    private void end(Going out, String why, boolean tell) {
        going.remove(out.kind, out);
        close(out);
        show(out, State.ENDED, why);
        if (tell) {
            drop(out.request, out.id, why);
        }
    }

    private static void close(Going out) {
        try {
            out.bytes.close();
        } catch (IOException e) {
            logger.info(
                    "A file that was read cannot be closed: {}", e.getClass().getSimpleName());
        }
    }

    private void dropped(String id, String request) {
        comingBy(id, request).ifPresent(each -> end(each, "exchange.cancelled-there", false));
        goingBy(id, request).ifPresent(each -> end(each, "exchange.cancelled-there", false));
    }

    // ------------------------------------------------------------ both

    /** Makes what is so fit what may be so. */
    private void follow() {
        long now = loop.nanos();
        clipboard.follow(consents.permitted(Scope.CLIPBOARD).isPresent());
        for (Coming each : List.copyOf(coming.values())) {
            String why = why(each.request, each.kind, now - each.movedNanos);
            if (!why.isEmpty()) {
                end(each, each.bytes == null && why.equals("exchange.stalled") ? "exchange.silence" : why, true);
            }
        }
        for (Going each : List.copyOf(going.values())) {
            String why = why(each.request, each.kind, now - each.movedNanos);
            if (!why.isEmpty()) {
                end(each, why, true);
            }
        }
        tell();
        boolean works = !coming.isEmpty() || !going.isEmpty() || clipboard.isLent();
        if (works && !ticking) {
            ticking = true;
            loop.after(TICK_MILLIS, () -> {
                ticking = false;
                follow();
            });
        }
    }

    /** Why it cannot go on; empty while it can, or may again. */
    private String why(String request, Kind kind, long stillNanos) {
        if (!consents.stand(request, scope(kind))) {
            return "exchange.no-consent";
        }
        return stillNanos > PATIENCE_NANOS ? "exchange.stalled" : "";
    }

    /** What may be exchanged now; and what comes in goes on from where it was when the way was cut. */
    private void tell() {
        ObjectNode word = Json.object().put("t", "exchange");
        word.put("clipboard", consents.permitted(Scope.CLIPBOARD).orElse(null));
        word.put("files", consents.permitted(Scope.FILE_TRANSFER).orElse(null));
        String text = Json.write(word);
        if (text.equals(told) || !speak(word)) {
            return;
        }
        boolean isNew = told.isEmpty();
        told = text;
        coming.values().forEach(this::goOn);
        if (isNew) {
            going.values().forEach(this::offer);
        }
    }

    private void goOn(Coming offer) {
        Receiving bytes = offer.bytes;
        if (bytes != null && consents.permit(offer.request, scope(offer.kind))) {
            say("go", offer.request, offer.id).ifPresent(word -> speak(word.put("from", bytes.received())));
        }
    }

    private void endAll(String why) {
        List.copyOf(coming.values()).forEach(each -> end(each, why, false));
        List.copyOf(going.values()).forEach(each -> end(each, why, false));
    }

    private void note(Kind kind, String request, String id, String from, long bytes, String sha256) {
        ObjectNode body =
                Json.object().put("request", request).put("transfer", id).put("from", from);
        if (kind == Kind.TEXT) {
            passed.note("text-passed", body);
            logger.info("Text of the clipboard went over, from the {}", from);
        } else {
            passed.note("file-passed", body.put("bytes", bytes).put("sha256", sha256));
            logger.info("A file of {} bytes went over, from the {}", bytes, from);
        }
    }

    private static Scope scope(Kind kind) {
        return kind == Kind.TEXT ? Scope.CLIPBOARD : Scope.FILE_TRANSFER;
    }

    private void drop(String request, String id, String why) {
        speak(Json.object().put("t", "drop").put("c", request).put("id", id).put("why", why));
    }

    /** Nothing that a consent is about is said without it. */
    private Optional<ObjectNode> say(String what, String request, String id) {
        boolean may = consents.permit(request, Scope.CLIPBOARD) || consents.permit(request, Scope.FILE_TRANSFER);
        return may ? Optional.of(Json.object().put("t", what).put("c", request).put("id", id)) : Optional.empty();
    }

    private boolean speak(JsonNode word) {
        MediaCall open = call;
        return open != null && open.send(Channel.EXCHANGE, Json.write(word));
    }

    private void show(Coming offer, State state, String why, @Nullable Path place) {
        long done = offer.bytes == null ? 0 : offer.bytes.received();
        long answerUntil = state == State.ASKED ? offer.movedNanos + PATIENCE_NANOS : 0;
        show(new Transfer(offer.id, offer.kind, true, offer.name, offer.size, done, state, why, place, answerUntil));
    }

    private void show(Going out, State state, String why) {
        Transfer before = transfers.get(out.id);
        String name = before == null ? "" : before.name();
        show(new Transfer(out.id, out.kind, false, name, out.bytes.size(), out.bytes.confirmed(), state, why, null, 0));
    }

    private void show(Transfer transfer) {
        transfers.put(transfer.id(), transfer);
        while (transfers.size() > MOST_REMEMBERED) {
            String oldest = transfers.entrySet().stream()
                    .filter(each -> each.getValue().state() == State.DONE
                            || each.getValue().state() == State.ENDED)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse("");
            if (transfers.remove(oldest) == null) {
                break;
            }
        }
        shown = List.copyOf(new ArrayList<>(transfers.values()));
        changed.run();
    }
}
