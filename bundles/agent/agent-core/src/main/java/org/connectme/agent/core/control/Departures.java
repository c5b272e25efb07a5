package org.connectme.agent.core.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.connectme.agent.core.Transfer;
import org.connectme.agent.core.Transfer.Kind;
import org.connectme.agent.core.Transfer.State;
import org.connectme.agent.core.control.Exchange.Consents;
import org.connectme.agent.core.exchange.SafeName;
import org.connectme.agent.core.exchange.Sending;
import org.connectme.agent.core.link.Loop;
import org.connectme.agent.core.view.Consent.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to the consultant: a file that the person chose, and the clipboard's text when the page asks for it, one of
 * each at a time. Confined to the exchange's thread.
 */
final class Departures {

    private static final Logger logger = LoggerFactory.getLogger(Departures.class);

    private static final class Going {
        final String id;
        final String request;
        final Kind kind;
        final String name;
        final Sending bytes;
        boolean begun;
        boolean told;
        String sha256 = "";
        long movedNanos;

        Going(String id, String request, Kind kind, String name, Sending bytes, long now) {
            this.id = id;
            this.request = request;
            this.kind = kind;
            this.name = name;
            this.bytes = bytes;
            this.movedNanos = now;
        }
    }

    private final Loop loop;
    private final Consents consents;
    private final ClipboardLoan clipboard;
    private final Quota quota;
    private final Ledger ledger;
    private final Words words;
    private final Passed passed;
    private final Map<Kind, Going> going = new EnumMap<>(Kind.class);

    Departures(
            Loop loop,
            Consents consents,
            ClipboardLoan clipboard,
            Quota quota,
            Ledger ledger,
            Words words,
            Passed passed) {
        this.loop = loop;
        this.consents = consents;
        this.clipboard = clipboard;
        this.quota = quota;
        this.ledger = ledger;
        this.words = words;
        this.passed = passed;
    }

    boolean isEmpty() {
        return going.isEmpty();
    }

    /** @return a code of what is wrong; empty if the page is asked to take it */
    String send(Path file) {
        Optional<String> request = consents.permitted(Scope.FILE_TRANSFER);
        if (request.isEmpty()) {
            return "exchange.no-consent";
        }
        if (going.containsKey(Kind.FILE)) {
            return "exchange.busy";
        }
        try {
            if (!Files.isRegularFile(file)) {
                return "exchange.no-file";
            }
            long size = Files.size(file);
            String refusal = quota.take(Kind.FILE, request.get(), size);
            if (refusal.isEmpty()) {
                String name = SafeName.of(file.getFileName().toString());
                Sending bytes = Sending.file(file, size);
                begin(new Going(UUID.randomUUID().toString(), request.get(), Kind.FILE, name, bytes, loop.nanos()));
            }
            return refusal;
        } catch (IOException e) {
            logger.info("A file cannot be read: {}", e.getClass().getSimpleName());
            return "exchange.no-file";
        }
    }

    void askedForText(String id, String request) {
        String wrong = refusal(id, request);
        byte[] text = new byte[0];
        if (wrong.isEmpty()) {
            try {
                Optional<String> held = clipboard.text();
                text = held.orElse("").getBytes(StandardCharsets.UTF_8);
                wrong = held.isEmpty() ? "exchange.no-clipboard" : wrong(request, text);
            } catch (IOException e) {
                logger.info("The clipboard cannot be read: {}", e.getClass().getSimpleName());
                wrong = "exchange.no-clipboard";
            }
        }
        if (wrong.isEmpty()) {
            begin(new Going(id, request, Kind.TEXT, "", Sending.text(text), loop.nanos()));
        } else {
            words.drop(request, id, wrong);
        }
    }

    private String refusal(String id, String request) {
        if (!consents.permit(request, Scope.CLIPBOARD)) {
            return "exchange.no-consent";
        }
        if (ledger.find(id).isPresent()) {
            return "exchange.id-reused";
        }
        return going.containsKey(Kind.TEXT) ? "exchange.busy" : quota.take(Kind.TEXT, request, 0);
    }

    /** The program that owns the clipboard may have taken its time to answer. */
    private String wrong(String request, byte[] text) {
        if (!consents.permit(request, Scope.CLIPBOARD)) {
            return "exchange.no-consent";
        }
        if (text.length == 0) {
            return "exchange.empty";
        }
        return text.length > Quota.LONGEST_TEXT ? "exchange.too-big" : "";
    }

    private void begin(Going out) {
        going.put(out.kind, out);
        write(out, State.ASKED, "");
        offer(out);
    }

    private void offer(Going out) {
        if (isPermitted(out)) {
            words.say(
                    "offer",
                    out.request,
                    out.id,
                    word -> word.put("kind", out.kind.name())
                            .put("name", out.name)
                            .put("size", out.bytes.size()));
        }
    }

    /** Again, on another way to the same page. */
    void offerAgain() {
        going.values().forEach(this::offer);
    }

    void go(String id, String request, long from) {
        Going out = find(id, request).orElse(null);
        if (out == null) {
            words.drop(request, id, "exchange.unknown");
        } else if (out.bytes.restart(from)) {
            out.begun = true;
            out.told = false;
            flow(out);
        } else {
            end(out, "exchange.out-of-order", true);
        }
    }

    void got(String id, String request, long at) {
        Going out = find(id, request).orElse(null);
        if (out == null) {
            return;
        }
        if (out.bytes.confirm(at)) {
            flow(out);
        } else {
            end(out, "exchange.out-of-order", true);
        }
    }

    private void flow(Going out) {
        out.movedNanos = loop.nanos();
        try {
            while (out.begun && out.bytes.mayGoOn() && isPermitted(out)) {
                long at = out.bytes.sent();
                String data = Base64.getEncoder().encodeToString(out.bytes.next());
                words.say(
                        "part", out.request, out.id, word -> word.put("at", at).put("data", data));
            }
        } catch (IOException e) {
            logger.info("A file could not be read on: {}", e.getClass().getSimpleName());
            end(out, "exchange.no-file", true);
            return;
        }
        if (out.begun && out.bytes.isWhole() && !out.told && isPermitted(out)) {
            out.told = true;
            out.sha256 = out.sha256.isEmpty() ? out.bytes.sha256() : out.sha256;
            words.say("whole", out.request, out.id, word -> word.put("sha256", out.sha256));
        }
        write(out, State.RUNNING, "");
    }

    void taken(String id, String request) {
        Going out = find(id, request).orElse(null);
        if (out == null) {
            return;
        }
        if (!out.told) {
            end(out, "exchange.out-of-order", true);
            return;
        }
        going.remove(out.kind);
        close(out);
        write(out, State.DONE, "");
        passed.note(out.kind, request, id, "CUSTOMER", out.bytes.size(), out.sha256);
    }

    private void end(Going out, String why, boolean tell) {
        going.remove(out.kind, out);
        close(out);
        write(out, State.ENDED, why);
        if (tell) {
            words.drop(out.request, out.id, why);
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
        for (Going each : all()) {
            if (!consents.stand(each.request, Exchange.scope(each.kind))) {
                end(each, "exchange.no-consent", true);
            } else if (loop.nanos() - each.movedNanos > Exchange.PATIENCE_NANOS) {
                end(each, "exchange.stalled", true);
            }
        }
    }

    private List<Going> all() {
        return List.copyOf(going.values());
    }

    private Optional<Going> find(String id, String request) {
        return going.values().stream()
                .filter(each -> each.id.equals(id) && each.request.equals(request))
                .findFirst();
    }

    private boolean isPermitted(Going out) {
        return consents.permit(out.request, Exchange.scope(out.kind));
    }

    private void write(Going out, State state, String why) {
        ledger.write(new Transfer(
                out.id, out.kind, false, out.name, out.bytes.size(), out.bytes.confirmed(), state, why, null, 0));
    }
}
