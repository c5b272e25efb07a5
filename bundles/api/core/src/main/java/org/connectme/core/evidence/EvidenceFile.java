package org.connectme.core.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.connectme.core.ConsultationId;
import org.connectme.core.Sha256;
import org.connectme.core.Side;

/**
 * Everything that proves one consultation, in one file (MET-8, CON-4): the entries byte for byte as they are chained, so
 * that agreed texts, plan, meter and money stand in it once and provably; what nodes signed; and which heads of the
 * chain the two sides have received. {@link #json} is canonical ({@link CanonicalJson}), so every byte of it counts.
 *
 * @param length     entries that the journal had, so that a missing one shows
 * @param head       hash of the last of them
 * @param exportedAt server time of the export
 * @param opened     the few personal fields that say who agreed to what, in clear; the chain has them encrypted
 * @param received   at most one a side: the newest head that its page confirmed
 * @param keys       the public halves of the keys that signed; each must be one that its operator published
 */
public record EvidenceFile(
        ConsultationId consultation,
        int length,
        String head,
        Instant exportedAt,
        List<Line> entries,
        List<Opened> opened,
        List<SignedHead> signatures,
        List<ReceivedHead> received,
        List<PublicKey> keys) {

    public static final String FORMAT = "connectme-evidence/1";

    public EvidenceFile {
        entries = List.copyOf(entries);
        opened = List.copyOf(opened);
        signatures = List.copyOf(signatures);
        received = List.copyOf(received);
        keys = List.copyOf(keys);
    }

    /** An entry as {@link org.connectme.core.journal.Chain} hashes it: {@code stored} is the event's JSON as stored. */
    public record Line(int seq, Instant at, String type, String stored, String hash) {}

    /** What the exporting node reads in an encrypted field; attested by its seal alone. */
    public record Opened(int seq, String field, String text) {}

    /**
     * A node's word that its journal stood so: {@link #headStatement}, signed.
     *
     * @param signature Ed25519 (RFC 8032), hex
     */
    public record SignedHead(int length, String head, Instant at, String key, String signature) {}

    /** A side's page has confirmed that it got this head. */
    public record ReceivedHead(Side side, int length, String head, Instant at) {}

    /**
     * @param id  {@link #keyId} of the key
     * @param spki X.509 SubjectPublicKeyInfo of an Ed25519 key, hex
     */
    public record PublicKey(String id, String node, String spki) {}

    /** Who signed the file as a whole. */
    public record Seal(String key, String signature) {}

    /** The bytes a node signs to say where a journal stands. */
    public static byte[] headStatement(ConsultationId consultation, int length, String head, Instant at) {
        return statement("head/1", consultation.toString(), Integer.toString(length), head, at.toString());
    }

    /** The bytes a node signs to say that it exported this file: they depend on every byte but the seal's own. */
    public byte[] sealStatement() {
        String unsealed = CanonicalJson.write(members());
        return statement("seal/1", Sha256.hex(unsealed.getBytes(StandardCharsets.UTF_8)));
    }

    /** A key's name: SHA-256, hex, of its SubjectPublicKeyInfo. */
    public static String keyId(byte[] spki) {
        return Sha256.hex(spki);
    }

    /** The file's text; in UTF-8 it is the file. */
    public String json(Seal seal) {
        Map<String, Object> members = members();
        members.put("seal", members("key", seal.key(), "signature", seal.signature()));
        return CanonicalJson.write(members);
    }

    private Map<String, Object> members() {
        return members(
                "format",
                FORMAT,
                "consultation",
                consultation.toString(),
                "length",
                length,
                "head",
                head,
                "exportedAt",
                exportedAt.toString(),
                "entries",
                entries.stream()
                        .map(line -> members(
                                "seq", line.seq(),
                                "at", line.at().toString(),
                                "type", line.type(),
                                "stored", line.stored(),
                                "hash", line.hash()))
                        .toList(),
                "opened",
                opened.stream()
                        .map(field -> members("seq", field.seq(), "field", field.field(), "text", field.text()))
                        .toList(),
                "signatures",
                signatures.stream()
                        .map(signed -> members(
                                "length", signed.length(),
                                "head", signed.head(),
                                "at", signed.at().toString(),
                                "key", signed.key(),
                                "signature", signed.signature()))
                        .toList(),
                "received",
                received.stream()
                        .map(got -> members(
                                "side", got.side().name(),
                                "length", got.length(),
                                "head", got.head(),
                                "at", got.at().toString()))
                        .toList(),
                "keys",
                keys.stream()
                        .map(key -> members("id", key.id(), "node", key.node(), "spki", key.spki()))
                        .toList());
    }

    private static Map<String, Object> members(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }

    private static byte[] statement(String... lines) {
        return ("connectme\n" + String.join("\n", lines)).getBytes(StandardCharsets.UTF_8);
    }
}
