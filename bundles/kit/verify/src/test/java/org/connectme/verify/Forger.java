package org.connectme.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.connectme.core.evidence.EvidenceFile;
import org.connectme.core.evidence.EvidenceFile.Line;
import org.connectme.core.evidence.EvidenceFile.Seal;
import org.connectme.core.evidence.EvidenceFile.SignedHead;
import org.connectme.core.journal.Chain;

/** Somebody who changes evidence, with or without the node's own key, and makes the rest fit as well as they can. */
record Forger(EvidenceFile file, Seal seal) {

    static Forger of(String exported) throws Unreadable {
        EvidenceReader read = EvidenceReader.read(exported.getBytes(StandardCharsets.UTF_8));
        return new Forger(read.file(), read.seal());
    }

    Forger lines(UnaryOperator<List<Line>> change) {
        return with(change.apply(new ArrayList<>(file.entries())), file.length(), file.head(), file.signatures());
    }

    /** Changes entry {@code seq} alone. */
    Forger line(int seq, UnaryOperator<Line> change) {
        return lines(lines -> {
            lines.set(seq - 1, change.apply(lines.get(seq - 1)));
            return lines;
        });
    }

    /** Changes what is stored in entry {@code seq}, which must hold that text. */
    Forger stored(int seq, String before, String after) {
        return line(seq, line -> {
            if (!line.stored().contains(before)) {
                throw new AssertionError("Entry " + seq + " has no " + before + ": " + line.stored());
            }
            return new Line(line.seq(), line.at(), line.type(), line.stored().replace(before, after), line.hash());
        });
    }

    /** Numbers and hashes all entries anew, as if they had always been so. */
    Forger rechained() {
        List<Line> lines = new ArrayList<>();
        String head = Chain.ORIGIN;
        for (Line line : file.entries()) {
            int seq = lines.size() + 1;
            head = Chain.next(head, file.consultation(), seq, line.at(), line.type(), line.stored());
            lines.add(new Line(seq, line.at(), line.type(), line.stored(), head));
        }
        return with(lines, lines.size(), head, file.signatures());
    }

    /** Without what nodes signed beyond the new end. */
    Forger withoutLaterSignatures() {
        return with(
                file.entries(),
                file.length(),
                file.head(),
                file.signatures().stream()
                        .filter(signed -> signed.length() <= file.length())
                        .toList());
    }

    /** Signs everything anew with the node's own key, as only its operator can. */
    String resigned(Path keys) throws IOException, GeneralSecurityException {
        String pem = Files.readString(keys.resolve("standalone.signing.pem"));
        String base64 = pem.substring(
                pem.indexOf("-----BEGIN PRIVATE KEY-----") + 27, pem.indexOf("-----END PRIVATE KEY-----"));
        PrivateKey key = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
        List<SignedHead> signatures = new ArrayList<>();
        byte[] statement =
                EvidenceFile.headStatement(file.consultation(), file.length(), file.head(), file.exportedAt());
        signatures.add(new SignedHead(file.length(), file.head(), file.exportedAt(), seal.key(), sign(key, statement)));
        Forger signed = with(file.entries(), file.length(), file.head(), signatures);
        return signed.file().json(new Seal(seal.key(), sign(key, signed.file().sealStatement())));
    }

    String json() {
        return file.json(seal);
    }

    private static String sign(PrivateKey key, byte[] statement) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(statement);
        return HexFormat.of().formatHex(signature.sign());
    }

    private Forger with(List<Line> lines, int length, String head, List<SignedHead> signatures) {
        return new Forger(
                new EvidenceFile(
                        file.consultation(),
                        length,
                        head,
                        file.exportedAt(),
                        lines,
                        file.opened(),
                        signatures,
                        file.received(),
                        file.keys()),
                seal);
    }
}
