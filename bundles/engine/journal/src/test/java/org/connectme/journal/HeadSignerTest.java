package org.connectme.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.evidence.EvidenceFile;
import org.connectme.core.evidence.EvidenceFile.ReceivedHead;
import org.connectme.core.evidence.EvidenceFile.SignedHead;
import org.connectme.core.journal.Evidence.SigningKey;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.NodeSigner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestDatabase.class)
class HeadSignerTest {

    private final ConsultationId id = ConsultationId.random();
    private final ManualTimeline timeline = new ManualTimeline();
    private JournalSchema schema;

    @TempDir
    private Path keys;

    @BeforeEach
    void open(JournalSchema schema) {
        this.schema = schema;
    }

    @Test
    void theNewestHeadIsSignedSoonAfterItsAppend() throws Exception {
        try (HeadSigner signer = signer("node-1")) {
            Journal journal = journal(signer);
            journal.append(id, 0, List.of(Samples.scheduled()));
            History history =
                    journal.append(id, 1, List.of(Samples.note("two"))).history();

            Eventually.until("it is signed", () -> signatures().stream().anyMatch(signed -> signed.length() == 2));
            SignedHead newest = signatures().get(signatures().size() - 1);
            assertThat(newest.head()).isEqualTo(history.head());
            assertThat(isTrue(newest)).isTrue();
        }
    }

    @Test
    void whatWasNotSignedWhenTheServerStoppedIsSignedAtTheNextStart() throws Exception {
        try (HeadSigner first = signer("node-1")) {
            journal(first).append(id, 0, List.of(Samples.scheduled()));
        }
        schema.jdbi().useHandle(handle -> handle.execute("DELETE FROM signature"));

        try (HeadSigner second = signer("node-2")) {
            Eventually.until("it is signed", () -> signatures().size() == 1);
            assertThat(keys()).extracting(SigningKey::node).containsExactlyInAnyOrder("node-1", "node-2");
            assertThat(isTrue(signatures().get(0))).isTrue();
        }
    }

    @Test
    void aJournalThatWasChangedMeanwhileIsNotSigned() throws Exception {
        ConsultationId whole = ConsultationId.random();
        try (HeadSigner first = signer("node-1")) {
            journal(first).append(id, 0, List.of(Samples.scheduled()));
            journal(first).append(whole, 0, List.of(Samples.scheduled()));
        }
        schema.jdbi().useHandle(handle -> {
            handle.execute("DELETE FROM signature");
            handle.execute("UPDATE entry SET json = '{}' WHERE consultation = ?", id.value());
        });

        try (HeadSigner second = signer("node-1")) {
            Eventually.until("it is signed", () -> signatures(whole).size() == 1);
        }
        assertThat(signatures()).isEmpty();
    }

    @Test
    void aNodeKeepsItsKeyAndTheFileIsItsOwnersOnly() throws Exception {
        signer("node-1").close();
        signer("node-1").close();

        assertThat(keys()).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void aKeyThatOthersMayReadOrThatIsNoneIsRefusedWithWhatToDo() throws Exception {
        signer("node-1").close();
        Files.setPosixFilePermissions(keyFile(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatIllegalStateException().isThrownBy(() -> signer("node-1")).withMessageContaining("chmod 600");

        Files.setPosixFilePermissions(keyFile(), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(keyFile(), "no key");
        assertThatIllegalStateException()
                .isThrownBy(() -> signer("node-1"))
                .withMessageContaining("Move the file away");
    }

    @Test
    void twoHalvesThatDoNotBelongTogetherAreRefused() throws Exception {
        signer("node-1").close();
        signer("node-2").close();
        String one = Files.readString(keyFile());
        String two = Files.readString(keys.resolve("node-2.signing.pem"));
        int cut = one.indexOf("-----BEGIN PUBLIC");
        Files.writeString(keyFile(), one.substring(0, cut) + two.substring(two.indexOf("-----BEGIN PUBLIC")));

        assertThatIllegalStateException()
                .isThrownBy(() -> signer("node-1"))
                .withMessageContaining("do not belong together");
    }

    @Test
    void onlyAHeadThatTheJournalHadIsRememberedAsReceivedAndOnlyTheNewest() throws Exception {
        try (HeadSigner signer = signer("node-1")) {
            Journal journal = journal(signer);
            journal.append(id, 0, List.of(Samples.scheduled()));
            History history =
                    journal.append(id, 1, List.of(Samples.note("two"))).history();
            PostgresEvidence evidence =
                    new PostgresEvidence(schema, timeline, new FileVault(schema, keys), journal, signer);
            String first = history.entries().get(0).hash();

            evidence.received(id, Side.CUSTOMER, 2, first);
            evidence.received(id, Side.CUSTOMER, 3, history.head());
            evidence.received(id, Side.CUSTOMER, 0, "");
            assertThat(received()).isEmpty();

            evidence.received(id, Side.CUSTOMER, 2, history.head());
            timeline.advance(Duration.ofSeconds(30));
            evidence.received(id, Side.CUSTOMER, 1, first);
            evidence.received(id, Side.CONSULTANT, 1, first);
            assertThat(received())
                    .containsExactlyInAnyOrder(
                            new ReceivedHead(
                                    Side.CUSTOMER,
                                    2,
                                    history.head(),
                                    timeline.now().minusSeconds(30)),
                            new ReceivedHead(Side.CONSULTANT, 1, first, timeline.now()));
        }
    }

    @Test
    void anExportHasEveryEntryAsStoredAndNoSecret() throws Exception {
        try (HeadSigner signer = signer("node-1")) {
            Journal journal = journal(signer);
            journal.append(id, 0, List.of(Samples.scheduled(), Samples.note("a secret note")));
            PostgresEvidence evidence =
                    new PostgresEvidence(schema, timeline, new FileVault(schema, keys), journal, signer);

            String file = evidence.export(id).orElseThrow();
            assertThat(file).contains("grace@example.org").doesNotContain("a secret note");
            assertThat(evidence.export(ConsultationId.random())).isEmpty();

            evidence.erase(id);
            assertThat(evidence.export(id).orElseThrow()).doesNotContain("grace@example.org");
        }
    }

    @Test
    void aPermitIsSignedWithThePublishedKeyAndPassesForNothingElse() throws Exception {
        try (HeadSigner signer = signer("node-1")) {
            byte[] signature = signer.sign(NodeSigner.Purpose.CONTROL_PERMIT, "payload");

            String key = keys().get(0).spki();
            assertThat(verifies(key, ascii("connectme\ncontrol-permit/1\npayload"), signature))
                    .isTrue();
            assertThat(verifies(key, ascii("payload"), signature)).isFalse();
            SignedHead head = signer.sign(id, 1, "00");
            byte[] sameLines = ascii("connectme\ncontrol-permit/1\n" + id + "\n1\n00\n" + head.at());
            assertThat(verifies(key, sameLines, HexFormat.of().parseHex(head.signature())))
                    .isFalse();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean verifies(String spki, byte[] statement, byte[] signature) throws Exception {
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(spki))));
        check.update(statement);
        return check.verify(signature);
    }

    private boolean isTrue(SignedHead signed) throws Exception {
        SigningKey key = keys().stream()
                .filter(each -> each.id().equals(signed.key()))
                .findFirst()
                .orElseThrow();
        byte[] spki = HexFormat.of().parseHex(key.spki());
        assertThat(EvidenceFile.keyId(spki)).isEqualTo(key.id());
        return verifies(
                key.spki(),
                EvidenceFile.headStatement(id, signed.length(), signed.head(), signed.at()),
                HexFormat.of().parseHex(signed.signature()));
    }

    private HeadSigner signer(String node) {
        return new HeadSigner(schema, timeline, keys, node);
    }

    private Journal journal(HeadSigner signer) throws IOException {
        return new PostgresJournal(
                schema, timeline, new FileVault(schema, keys), (consultation, length) -> {}, signer, 10);
    }

    private Path keyFile() {
        return keys.resolve("node-1.signing.pem");
    }

    private List<SignedHead> signatures() {
        return signatures(id);
    }

    private List<SignedHead> signatures(ConsultationId of) {
        return schema.jdbi().withHandle(handle -> EvidenceTables.signatures(handle, of));
    }

    private List<ReceivedHead> received() {
        return schema.jdbi().withHandle(handle -> EvidenceTables.received(handle, id));
    }

    private List<SigningKey> keys() {
        return schema.jdbi().withHandle(EvidenceTables::keys);
    }
}
