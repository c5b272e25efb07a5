package org.connectme.verify;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.connectme.core.evidence.EvidenceFile;
import org.connectme.core.evidence.EvidenceFile.Line;
import org.connectme.core.evidence.EvidenceFile.PublicKey;
import org.connectme.core.evidence.EvidenceFile.Seal;
import org.connectme.core.evidence.EvidenceFile.SignedHead;

/** What the nodes signed: heads of the journal while it grew, and the file as a whole when it was exported. */
final class SignatureCheck {

    private static final String NAME = "signatures";
    private static final String SEAL = "seal";

    private final EvidenceFile file;
    private final Findings findings;
    private final Map<String, PublicKey> keys = new HashMap<>();
    private final Map<Integer, Line> lines = new HashMap<>();

    private SignatureCheck(EvidenceFile file, Findings findings) {
        this.file = file;
        this.findings = findings;
        file.entries().forEach(line -> lines.put(line.seq(), line));
    }

    /** @param published ids of the keys that the operator published; empty if the reader has none to compare */
    static void run(EvidenceReader read, Set<String> published, Findings findings) {
        SignatureCheck check = new SignatureCheck(read.file(), findings);
        check.readKeys(published);
        check.heads();
        check.seal(read.seal());
    }

    private void readKeys(Set<String> published) {
        for (PublicKey key : file.keys()) {
            if (!EvidenceFile.keyId(HexFormat.of().parseHex(key.spki())).equals(key.id())) {
                findings.wrong(NAME, null, "the key named " + key.id() + " is another one");
            } else if (keys.put(key.id(), key) != null) {
                findings.wrong(NAME, null, "the key " + key.id() + " is there twice");
            }
        }
        Set<String> used = new HashSet<>(keys.keySet());
        if (published.isEmpty()) {
            findings.note(
                    NAME,
                    null,
                    "compare the keys with the ones that the operator publishes: " + String.join(", ", used));
        } else if (used.removeAll(published) && used.isEmpty()) {
            findings.right("keys", "every key is one of those that were given");
        } else {
            used.forEach(id -> findings.wrong("keys", null, "the key " + id + " is none of those that were given"));
        }
    }

    private void heads() {
        int covered = 0;
        for (SignedHead signed : file.signatures()) {
            int length = signed.length();
            Line line = lines.get(length);
            byte[] statement = EvidenceFile.headStatement(file.consultation(), length, signed.head(), signed.at());
            if (!isBy(signed.key(), statement, signed.signature())) {
                findings.wrong(NAME, length, "the signature under entry " + length + " is not valid");
            } else if (line == null) {
                findings.wrong(NAME, length, who(signed) + " signed entry " + length + ", which is missing");
            } else if (!line.hash().equals(signed.head())) {
                findings.wrong(
                        NAME,
                        length,
                        who(signed) + " signed another entry " + length + ": what stands in the file from entry "
                                + (covered + 1) + " on was rewritten after " + signed.at());
            } else {
                covered = Math.max(covered, length);
            }
        }
        List<Line> entries = file.entries();
        int last = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).seq();
        if (covered < last) {
            findings.wrong(NAME, covered + 1, ChainCheck.range(covered + 1, last) + " signed by nobody");
        }
        findings.right(NAME, file.signatures().size() + " signatures, the last under entry " + last);
    }

    private void seal(Seal seal) {
        if (!isBy(seal.key(), file.sealStatement(), seal.signature())) {
            findings.wrong(SEAL, null, "the file is not as the server exported it: something in it was changed");
        }
        PublicKey key = keys.get(seal.key());
        findings.right(
                SEAL,
                "exported at " + file.exportedAt() + " by " + (key == null ? "nobody" : key.node())
                        + " and not changed since");
    }

    private String who(SignedHead signed) {
        PublicKey key = keys.get(signed.key());
        return key == null ? "a node" : key.node();
    }

    private boolean isBy(String id, byte[] statement, String signature) {
        PublicKey key = keys.get(id);
        if (key == null) {
            return false;
        }
        try {
            byte[] spki = HexFormat.of().parseHex(key.spki());
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
            ed25519.update(statement);
            return ed25519.verify(HexFormat.of().parseHex(signature));
        } catch (GeneralSecurityException e) {
            return false; // no key, or nothing that could be a signature
        }
    }
}
