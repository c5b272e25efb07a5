package org.connectme.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.core.Side;
import org.connectme.core.event.Event;
import org.connectme.core.event.Personal;
import org.connectme.core.evidence.EvidenceFile.Line;
import org.connectme.core.journal.Entry;
import org.connectme.database.embedded.LocalDatabase;
import org.connectme.journal.JournalSchema;
import org.connectme.journal.StandaloneJournal;
import org.connectme.verify.Finding.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence of random consultations out of the server's own journal, and what becomes of it in wrong hands. */
class VerificationTest {

    private static final int CONSULTATIONS = 60;
    private static final int STEPS = 25;

    @TempDir
    private static Path folder;

    private static LocalDatabase database;
    private static JournalSchema schema;

    @BeforeAll
    static void start() {
        database = LocalDatabase.start(folder.resolve("postgres"));
        schema = new JournalSchema(database);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void everyRandomConsultationVerifiesAndIsReadAsTheServerReadsIt() throws Exception {
        for (long seed = 0; seed < CONSULTATIONS; seed++) {
            RandomConsultation consultation = new RandomConsultation(seed);
            try (StandaloneJournal node = node(consultation)) {
                consultation.play(node.journal(), node.evidence(), STEPS);
                String exported = node.evidence().export(consultation.id()).orElseThrow();

                Report report = verify(exported);
                assertThat(wrong(report)).as("seed %d", seed).isEmpty();
                assertThat(report.bill()).as("seed %d", seed).isPresent();
                List<Entry> read = report.history().orElseThrow().entries();
                List<Entry> server = node.journal().read(consultation.id()).entries();
                assertThat(read).hasSameSizeAs(server);
                for (int i = 0; i < read.size(); i++) {
                    assertThat(read.get(i).event())
                            .as("seed %d", seed)
                            .isEqualTo(unnamed(server.get(i).event()));
                    assertThat(read.get(i).hash()).isEqualTo(server.get(i).hash());
                }
            }
        }
    }

    @Test
    void everyFlippedBitIsNamedWithItsEntry() throws Exception {
        String exported = export(4, 2);
        byte[] bytes = exported.getBytes(StandardCharsets.UTF_8);
        int[] entryOf = entryOf(bytes);
        Random random = new Random(7);
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << random.nextInt(8));
            Report report = Verification.of(flipped, Set.of(), List.of());
            assertThat(report.isIntact()).as("byte %d", i).isFalse();
            if (entryOf[i] > 0) {
                assertThat(wrong(report))
                        .as(
                                "byte %d of %s: %s",
                                i,
                                new String(flipped, Math.max(0, i - 30), 60, StandardCharsets.ISO_8859_1),
                                report.text())
                        .extracting(Finding::entry)
                        .contains(entryOf[i]);
            }
        }
    }

    @Test
    void randomlyFlippedBitsOfLongConsultationsAreFound() throws Exception {
        Random random = new Random(8);
        for (long seed = 200; seed < 210; seed++) {
            byte[] bytes = export(seed, STEPS).getBytes(StandardCharsets.UTF_8);
            for (int turn = 0; turn < 100; turn++) {
                byte[] flipped = bytes.clone();
                flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                assertThat(Verification.of(flipped, Set.of(), List.of()).isIntact())
                        .as("seed %d, turn %d", seed, turn)
                        .isFalse();
            }
        }
    }

    @Test
    void everyMissingEntryIsNamed() throws Exception {
        Forger forger = Forger.of(export(5, 10));
        for (int seq = 1; seq <= forger.file().length(); seq++) {
            int dropped = seq;
            Report report = verify(forger.lines(lines -> {
                        lines.remove(dropped - 1);
                        return lines;
                    })
                    .json());
            assertThat(wrong(report)).anySatisfy(finding -> {
                assertThat(finding.check()).isEqualTo("chain");
                assertThat(finding.entry()).isEqualTo(dropped);
                assertThat(finding.text()).contains("missing");
            });
        }
    }

    @Test
    void everyFileThatWasCutOffIsFound() throws Exception {
        byte[] bytes = export(6, 3).getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length; length += 5) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThat(Verification.of(cut, Set.of(), List.of()).isIntact())
                    .as("%d bytes", length)
                    .isFalse();
        }
    }

    @Test
    void anEndThatWasRewrittenWithoutTheKeyIsNamedByWhatTheNodeSigned() throws Exception {
        Forger forger = Forger.of(export(9, 10));
        int last = forger.file().length();
        Report report = verify(forger.line(
                        last, line -> new Line(last, line.at().plusMillis(1), line.type(), line.stored(), ""))
                .rechained()
                .json());
        assertThat(wrong(report)).anySatisfy(finding -> {
            assertThat(finding.check()).isEqualTo("signatures");
            assertThat(finding.entry()).isEqualTo(last);
            assertThat(finding.text()).contains("rewritten");
        });
    }

    @Test
    void anEndThatWasCutOffWithTheServersOwnKeyIsNamedByTheHeadsThatPeopleHold() throws Exception {
        String exported = exportReceived(10, 10);
        Forger whole = Forger.of(exported);
        int length = whole.file().length();
        String cut = whole.lines(lines -> lines.subList(0, length - 4))
                .rechained()
                .withoutLaterSignatures()
                .resigned(folder.resolve("keys"));

        assertThat(wrong(verify(cut))).anySatisfy(finding -> {
            assertThat(finding.check()).isEqualTo("heads");
            assertThat(finding.entry()).isEqualTo(length - 3);
            assertThat(finding.text()).contains("customer's page", length + " entries", "cut off");
        });
        HeadCheck.Mailed mailed = new HeadCheck.Mailed(length, whole.file().head());
        Report byMail = Verification.of(cut.getBytes(StandardCharsets.UTF_8), Set.of(), List.of(mailed));
        assertThat(wrong(byMail))
                .anySatisfy(finding -> assertThat(finding.text()).contains("the mail"));
    }

    @Test
    void aBillThatWasRaisedWithTheServersOwnKeyIsNamedToTheCent() throws Exception {
        Forger forger = Forger.of(paid());
        int due = seqOf(forger, "AmountDue");
        Matcher gross = Pattern.compile("\"gross\":\\{\"minorUnits\":(\\d+)")
                .matcher(forger.file().entries().get(due - 1).stored());
        assertThat(gross.find()).isTrue();
        long raised = Long.parseLong(gross.group(1)) + 1;
        String forged = forger.stored(due, gross.group(), "\"gross\":{\"minorUnits\":" + raised)
                .rechained()
                .resigned(folder.resolve("keys"));

        assertThat(wrong(verify(forged))).anySatisfy(finding -> {
            assertThat(finding.check()).isEqualTo("bill");
            assertThat(finding.entry()).isEqualTo(due);
            assertThat(finding.text()).contains("gross amount");
        });
    }

    @Test
    void aCaptureOfMoreThanWasDueIsNamed() throws Exception {
        Forger forger = Forger.of(paid());
        int captured = seqOf(forger, "Captured");
        Matcher amount = Pattern.compile("\"minorUnits\":(\\d+)")
                .matcher(forger.file().entries().get(captured - 1).stored());
        assertThat(amount.find()).isTrue();
        String forged = forger.stored(captured, amount.group(), "\"minorUnits\":" + amount.group(1) + "9")
                .rechained()
                .resigned(folder.resolve("keys"));

        assertThat(wrong(verify(forged)))
                .extracting(Finding::check, Finding::entry)
                .contains(tuple("money", captured));
    }

    @Test
    void textsThatTheCustomerDidNotAgreeToAreNamed() throws Exception {
        Forger forger = Forger.of(export(14, 5));
        String forged = forger.lines(lines -> {
                    lines.replaceAll(line -> new Line(
                            line.seq(),
                            line.at(),
                            line.type(),
                            line.stored().replace("\"terms\":\"Terms\"", "\"terms\":\"More terms\""),
                            line.hash()));
                    return lines;
                })
                .rechained()
                .resigned(folder.resolve("keys"));

        assertThat(wrong(verify(forged))).anySatisfy(finding -> {
            assertThat(finding.check()).isEqualTo("agreement");
            assertThat(finding.entry()).isEqualTo(seqOf(forger, "TermsAgreed"));
            assertThat(finding.text()).contains("other texts");
        });
    }

    @Test
    void timeThatNeitherPageAttestsIsNamed() throws Exception {
        Forger forger = Forger.of(paid());
        List<Line> silent = new ArrayList<>(forger.file().entries());
        silent.removeIf(line -> line.type().equals("MediaFlowing"));
        String forged = forger.lines(lines -> silent).rechained().resigned(folder.resolve("keys"));

        assertThat(wrong(verify(forged))).anySatisfy(finding -> {
            assertThat(finding.check()).isEqualTo("time");
            assertThat(finding.text()).contains("neither page attests");
        });
    }

    @Test
    void aKeyThatTheOperatorDoesNotPublishIsNotBelieved() throws Exception {
        String exported = export(16, 3);
        String key = Forger.of(exported).seal().key();
        byte[] bytes = exported.getBytes(StandardCharsets.UTF_8);

        assertThat(Verification.of(bytes, Set.of(key), List.of()).isIntact()).isTrue();
        assertThat(wrong(Verification.of(bytes, Set.of("0".repeat(64)), List.of())))
                .extracting(Finding::check)
                .containsExactly("keys");
    }

    @Test
    void aKindOfEventThatOnlyANewerVersionKnowsIsSaidAndCountsForNothing() throws Exception {
        Forger forger = Forger.of(export(17, 3));
        int note = seqOf(forger, "NoteLeft");
        String newer = forger.line(note, line -> new Line(note, line.at(), "NewerEvent", "{\"x\":1.5}", ""))
                .rechained()
                .resigned(folder.resolve("keys"));

        Report report = verify(newer);
        assertThat(report.isIntact()).as(report.text()).isTrue();
        assertThat(report.text()).contains("NewerEvent");
    }

    @Test
    void theProgramSaysItInWordsOrJsonAndByItsExitCode() throws Exception {
        String exported = export(18, 5);
        Path good = Files.writeString(folder.resolve("good.json"), exported);
        Path bad =
                Files.writeString(folder.resolve("bad.json"), exported.replace("\"CallEntered\"", "\"CallEnterde\""));
        Forger forger = Forger.of(exported);

        assertThat(run(good.toString())).startsWith("0 INTACT").contains("Billed:", "customer Zoë");
        assertThat(run(
                        good.toString(),
                        "--head",
                        forger.file().length() + ":" + forger.file().head(),
                        "--key",
                        forger.seal().key()))
                .startsWith("0 INTACT");
        assertThat(run("--json", good.toString())).startsWith("0 {").contains("\"intact\":true");
        assertThat(run(bad.toString())).startsWith("1 NOT INTACT").contains("(CallEnterde) is not the one");
        assertThat(run("--json", bad.toString())).startsWith("1 {").contains("\"intact\":false");
        assertThat(run()).startsWith("2 Usage");
        assertThat(run("--head", "x")).startsWith("2 Not understood: --head x");
        assertThat(run(folder.resolve("none.json").toString())).startsWith("2 ").contains("cannot be read");
    }

    private static String run(String... arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        int code = Main.run(List.of(arguments), stream, stream);
        return code + " " + output.toString(StandardCharsets.UTF_8);
    }

    /** A consultation in which something was captured. */
    private static String paid() throws Exception {
        for (long seed = 300; true; seed++) {
            String exported = export(seed, 10);
            if (exported.contains("\"type\":\"Captured\"")) {
                return exported;
            }
        }
    }

    private static String export(long seed, int steps) throws InterruptedException {
        RandomConsultation consultation = new RandomConsultation(1_000_000 * (steps + 1L) + seed);
        try (StandaloneJournal node = node(consultation)) {
            if (node.journal().read(consultation.id()).isEmpty()) {
                consultation.play(node.journal(), node.evidence(), steps);
            }
            return node.evidence().export(consultation.id()).orElseThrow();
        }
    }

    /** As {@link #export}, and both pages have confirmed the end. */
    private static String exportReceived(long seed, int steps) throws InterruptedException {
        RandomConsultation consultation = new RandomConsultation(-seed);
        try (StandaloneJournal node = node(consultation)) {
            consultation.play(node.journal(), node.evidence(), steps);
            var history = node.journal().read(consultation.id());
            for (var side : Side.values()) {
                node.evidence().received(consultation.id(), side, history.length(), history.head());
            }
            return node.evidence().export(consultation.id()).orElseThrow();
        }
    }

    private static StandaloneJournal node(RandomConsultation consultation) {
        return new StandaloneJournal(schema, folder.resolve("keys"), consultation);
    }

    private static Report verify(String exported) {
        return Verification.of(exported.getBytes(StandardCharsets.UTF_8), Set.of(), List.of());
    }

    private static List<Finding> wrong(Report report) {
        return report.findings().stream()
                .filter(finding -> finding.kind() == Kind.WRONG)
                .toList();
    }

    private static int seqOf(Forger forger, String type) {
        return forger.file().entries().stream()
                .filter(line -> line.type().equals(type))
                .reduce((first, last) -> last)
                .orElseThrow()
                .seq();
    }

    /** For each byte the entry whose object it is in, or 0. */
    private static int[] entryOf(byte[] bytes) {
        int[] entryOf = new int[bytes.length];
        String text = new String(bytes, StandardCharsets.ISO_8859_1); // one character a byte
        int end = text.indexOf("],\"exportedAt\":");
        int start = text.indexOf("{\"at\":");
        for (int entry = 1; start >= 0 && start < end; entry++) {
            int next = text.indexOf(",{\"at\":", start + 1);
            int stop = next < 0 || next > end ? end : next;
            Arrays.fill(entryOf, start, stop, entry);
            start = next < 0 ? -1 : next + 1;
        }
        return entryOf;
    }

    /** An event as it reads without its personal fields. */
    private static Event unnamed(Event event) throws ReflectiveOperationException {
        RecordComponent[] components = event.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            components[i].getAccessor().setAccessible(true);
            values[i] = components[i].isAnnotationPresent(Personal.class)
                    ? ""
                    : components[i].getAccessor().invoke(event);
        }
        return (Event) event.getClass().getDeclaredConstructor(types).newInstance(values);
    }
}
