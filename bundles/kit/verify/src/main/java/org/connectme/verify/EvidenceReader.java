package org.connectme.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.connectme.core.Side;
import org.connectme.core.evidence.EvidenceFile;
import org.connectme.core.evidence.EvidenceFile.Line;
import org.connectme.core.evidence.EvidenceFile.Opened;
import org.connectme.core.evidence.EvidenceFile.PublicKey;
import org.connectme.core.evidence.EvidenceFile.ReceivedHead;
import org.connectme.core.evidence.EvidenceFile.Seal;
import org.connectme.core.evidence.EvidenceFile.SignedHead;

/**
 * An evidence file as it was read. It was in canonical form: written once more, it gives the very bytes.
 */
record EvidenceReader(EvidenceFile file, Seal seal) {

    static EvidenceReader read(byte[] bytes) throws Unreadable {
        String text = text(bytes);
        Object value = JsonReader.read(text);
        Members top = Members.of(
                "the file",
                null,
                value,
                Set.of(
                        "format",
                        "consultation",
                        "length",
                        "head",
                        "exportedAt",
                        "entries",
                        "opened",
                        "signatures",
                        "received",
                        "keys",
                        "seal"));
        if (!top.text("format").equals(EvidenceFile.FORMAT)) {
            throw new Unreadable(
                    null,
                    "The file says it is \"" + top.text("format") + "\"; this program reads \"" + EvidenceFile.FORMAT
                            + "\"");
        }
        EvidenceFile file = new EvidenceFile(
                top.consultation("consultation"),
                top.number("length"),
                top.hash("head"),
                top.instant("exportedAt"),
                lines(top.list("entries")),
                opened(top.list("opened")),
                signatures(top.list("signatures")),
                received(top.list("received")),
                keys(top.list("keys")));
        Members sealed = Members.of("the seal", null, top.any("seal"), Set.of("key", "signature"));
        Seal seal = new Seal(sealed.hash("key"), sealed.hex("signature"));
        mustBe(file.json(seal), text);
        return new EvidenceReader(file, seal);
    }

    private static String text(byte[] bytes) throws Unreadable {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            String readable = new String(bytes, StandardCharsets.UTF_8);
            int wrong = readable.indexOf('\uFFFD');
            throw new Unreadable(
                    JsonReader.entryAt(readable, wrong), "character " + (wrong + 1) + ": this is not UTF-8");
        }
    }

    private static void mustBe(String canonical, String text) throws Unreadable {
        int shorter = Math.min(canonical.length(), text.length());
        for (int i = 0; i <= shorter; i++) {
            boolean isEnd = i == shorter;
            if (isEnd ? canonical.length() != text.length() : canonical.charAt(i) != text.charAt(i)) {
                throw new Unreadable(
                        JsonReader.entryAt(text, i),
                        "character " + (i + 1) + ": the server would not have written this character here");
            }
        }
    }

    private static List<Line> lines(List<?> values) throws Unreadable {
        List<Line> lines = new ArrayList<>();
        for (Object value : values) {
            int entry = lines.size() + 1;
            Members line = Members.of("entry " + entry, entry, value, Set.of("seq", "at", "type", "stored", "hash"));
            lines.add(new Line(
                    line.number("seq"), line.instant("at"), line.text("type"), line.text("stored"), line.hash("hash")));
        }
        return lines;
    }

    private static List<Opened> opened(List<?> values) throws Unreadable {
        List<Opened> opened = new ArrayList<>();
        for (Object value : values) {
            Members field = Members.of("an opened field", null, value, Set.of("seq", "field", "text"));
            opened.add(new Opened(field.number("seq"), field.text("field"), field.text("text")));
        }
        return opened;
    }

    private static List<SignedHead> signatures(List<?> values) throws Unreadable {
        List<SignedHead> signatures = new ArrayList<>();
        for (Object value : values) {
            Members signed = Members.of("a signature", null, value, Set.of("length", "head", "at", "key", "signature"));
            signatures.add(new SignedHead(
                    signed.number("length"),
                    signed.hash("head"),
                    signed.instant("at"),
                    signed.hash("key"),
                    signed.hex("signature")));
        }
        return signatures;
    }

    private static List<ReceivedHead> received(List<?> values) throws Unreadable {
        List<ReceivedHead> received = new ArrayList<>();
        for (Object value : values) {
            Members got = Members.of("a received head", null, value, Set.of("side", "length", "head", "at"));
            Side side = switch (got.text("side")) {
                case "CONSULTANT" -> Side.CONSULTANT;
                case "CUSTOMER" -> Side.CUSTOMER;
                default -> throw new Unreadable(null, "\"side\" of a received head is no side");
            };
            received.add(new ReceivedHead(side, got.number("length"), got.hash("head"), got.instant("at")));
        }
        return received;
    }

    private static List<PublicKey> keys(List<?> values) throws Unreadable {
        List<PublicKey> keys = new ArrayList<>();
        for (Object value : values) {
            Members key = Members.of("a key", null, value, Set.of("id", "node", "spki"));
            keys.add(new PublicKey(key.hash("id"), key.text("node"), key.hex("spki")));
        }
        return keys;
    }
}
