package org.connectme.agent.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.connectme.agent.core.Await;
import org.connectme.agent.core.Clipboard;
import org.connectme.agent.core.ClipboardFactory;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Transfer;
import org.connectme.agent.core.Transfer.State;
import org.connectme.agent.core.exchange.DropFolder;
import org.connectme.agent.core.link.Json;
import org.connectme.agent.core.link.ManualLoop;
import org.connectme.agent.core.link.Server;
import org.connectme.agent.core.link.TestServer;
import org.connectme.agent.core.view.Consent.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and clipboard as a consultant's page that keeps to nothing meets them: real disk, real registry, made time. */
@Timeout(60)
class ExchangeTest {

    private static final String FILES = "request-files";
    private static final String TEXTS = "request-texts";
    private static final String ID = "transfer-1";
    private static final byte[] CONTENT = bytes(25_000);

    @TempDir
    Path home;

    private final ManualLoop loop = new ManualLoop();
    private final TestMedia media = new TestMedia();
    private final MediaCall call = media.call();
    private final Given given = new Given();
    private final Board board = new Board();
    private final List<JsonNode> noted = new CopyOnWriteArrayList<>();
    private Path drop;
    private TestServer server;
    private TestFramework framework;
    private Exchange exchange;

    /** What the person here gave, and whether the server's permit is fresh. */
    private static final class Given implements Exchange.Consents {

        final Map<Scope, String> stand = new EnumMap<>(Scope.class);
        boolean fresh = true;

        @Override
        public boolean stand(String request, Scope scope) {
            return request.equals(stand.get(scope));
        }

        @Override
        public boolean permit(String request, Scope scope) {
            return fresh && stand(request, scope);
        }

        @Override
        public Optional<String> permitted(Scope scope) {
            return fresh ? Optional.ofNullable(stand.get(scope)) : Optional.empty();
        }
    }

    private static final class Board implements Clipboard, ClipboardFactory {

        String text = "";
        boolean fails;

        @Override
        public boolean serves() {
            return true;
        }

        @Override
        public Clipboard open() {
            return this;
        }

        @Override
        public String text() throws IOException {
            if (fails) {
                throw new IOException("held by another program");
            }
            return text;
        }

        @Override
        public void put(String now) {
            text = now;
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        for (String path : List.of("file-passed", "text-passed")) {
            server.routes.put("POST /api/customer/" + path, body -> {
                noted.add(body);
                return new TestServer.Reply(200, "{}");
            });
        }
        framework = new TestFramework(home, server.address().toString());
        drop = home.resolve("drop");
        Parts parts = new Parts();
        parts.clipboards = List.of(board);
        exchange = new Exchange(
                loop,
                given,
                new ClipboardLoan(
                        framework.context(),
                        parts,
                        () -> given.permitted(Scope.CLIPBOARD).isPresent()),
                new DropFolder(drop),
                new Passed(new Server(server.address(), ForkJoinPool.commonPool())::post, loop),
                permit -> {},
                () -> {});
        exchange.reaches(call);
        loop.pass(0);
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
        server.close();
    }

    // ------------------------------------------------------------ files that come

    @Test
    void aFileThatThePersonTookArrivesWholeAndIsNoted() throws IOException {
        give(Scope.FILE_TRANSFER, FILES);
        offer(ID, "../Bericht.pdf", CONTENT.length);
        assertThat(transfer(ID))
                .extracting(Transfer::state, Transfer::name)
                .containsExactly(State.ASKED, "Bericht.pdf");
        assertThat(said("go")).isEmpty();

        answer(ID, true);
        assertThat(said("go"))
                .singleElement()
                .satisfies(go -> assertThat(go.path("from").asInt(-1)).isZero());
        sendParts(ID, CONTENT);
        whole(ID, CONTENT);

        assertThat(transfer(ID).state()).isEqualTo(State.DONE);
        assertThat(transfer(ID).place()).isEqualTo(drop.resolve("Bericht.pdf"));
        assertThat(Files.readAllBytes(drop.resolve("Bericht.pdf"))).isEqualTo(CONTENT);
        assertThat(said("taken")).hasSize(1);
        Await.until("the server knows", () -> noted.size() == 1);
        assertThat(noted.get(0).path("sha256").asText()).isEqualTo(sha256(CONTENT));
        assertThat(noted.get(0).path("bytes").asInt()).isEqualTo(CONTENT.length);
        assertThat(noted.get(0).toString()).doesNotContain("Bericht");
    }

    @Test
    void anEmptyFileIsAFileToo() throws IOException {
        give(Scope.FILE_TRANSFER, FILES);
        offer(ID, "empty", 0);
        answer(ID, true);
        whole(ID, new byte[0]);

        assertThat(drop.resolve("empty")).isEmptyFile();
    }

    @Test
    void nothingComesWithoutConsentOrUnderAnotherOne() throws IOException {
        offer(ID, "a", 5);
        give(Scope.CLIPBOARD, TEXTS);
        hear(word("offer", TEXTS, "transfer-2")
                .put("kind", "FILE")
                .put("name", "a")
                .put("size", 5));
        give(Scope.FILE_TRANSFER, FILES);
        hear(word("offer", "request-other", "transfer-3")
                .put("kind", "FILE")
                .put("name", "a")
                .put("size", 5));

        assertThat(exchange.transfers()).isEmpty();
        assertThat(said("drop"))
                .hasSize(3)
                .allSatisfy(drop -> assertThat(drop.path("why").asText()).isEqualTo("exchange.no-consent"));
        assertThat(drop).doesNotExist();
    }

    @Test
    void nothingIsWrittenBeforeThePersonTookTheFileOrAfterASilenceOfAMinute() {
        give(Scope.FILE_TRANSFER, FILES);
        offer(ID, "a", 5);
        sendParts(ID, new byte[5]);
        whole(ID, new byte[5]);
        assertThat(drop).doesNotExist();

        loop.pass(61_000);
        assertThat(transfer(ID))
                .extracting(Transfer::state, Transfer::why)
                .containsExactly(State.ENDED, "exchange.silence");
        answer(ID, true);
        sendParts(ID, new byte[5]);
        assertThat(drop).doesNotExist();
    }

    @Test
    void aNoIsANo() {
        give(Scope.FILE_TRANSFER, FILES);
        offer(ID, "a", 5);
        answer(ID, false);
        answer(ID, true);
        sendParts(ID, new byte[5]);

        assertThat(why(ID)).isEqualTo("exchange.refused");
        assertThat(drop).doesNotExist();
    }

    @Test
    void consentThatEndsInTheMiddleLeavesNothing() throws IOException {
        give(Scope.FILE_TRANSFER, FILES);
        begin(ID);
        hear(part(ID, 0, Arrays.copyOf(CONTENT, 10_240)));
        assertThat(files()).hasSize(1);

        given.stand.clear();
        // The very next byte is one too many, before anybody has tidied up.
        hear(part(ID, 10_240, new byte[100]));
        exchange.consentsChanged();
        loop.pass(0);

        assertThat(why(ID)).isEqualTo("exchange.no-consent");
        assertThat(transfer(ID).done()).isEqualTo(10_240);
        assertThat(files()).isEmpty();
        assertThat(noted).isEmpty();
    }

    @Test
    void aFileThatGrowsBeyondItsAnnouncedSizeIsThrownAway() throws IOException {
        give(Scope.FILE_TRANSFER, FILES);
        offer(ID, "a", 5);
        answer(ID, true);
        hear(part(ID, 0, new byte[6]));

        assertThat(why(ID)).isEqualTo("exchange.too-big");
        assertThat(files()).isEmpty();
    }

    @Test
    void aFileThatIsNotTheOneThatWasSentIsThrownAway() throws IOException {
        give(Scope.FILE_TRANSFER, FILES);
        begin(ID);
        sendParts(ID, CONTENT);
        whole(ID, "another".getBytes(StandardCharsets.UTF_8));

        assertThat(why(ID)).isEqualTo("exchange.damaged");
        assertThat(files()).isEmpty();
        assertThat(noted).isEmpty();
    }

    @Test
    void aFileThatEndsTooSoonIsThrownAway() throws IOException {
        give(Scope.FILE_TRANSFER, FILES);
        begin(ID);
        hear(part(ID, 0, new byte[10]));
        whole(ID, new byte[10]);

        assertThat(why(ID)).isEqualTo("exchange.incomplete");
        assertThat(files()).isEmpty();
    }

    @Test
    void partsOutOfOrderAreNotTaken() throws IOException {
        give(Scope.FILE_TRANSFER, FILES);
        begin(ID);
        hear(part(ID, 10_240, new byte[10]));
        hear(part(ID, -1, new byte[10]));
        sendParts(ID, CONTENT);
        hear(part(ID, 0, new byte[10]));
        whole(ID, CONTENT);

        assertThat(transfer(ID).state()).isEqualTo(State.DONE);
        assertThat(Files.readAllBytes(drop.resolve("a"))).isEqualTo(CONTENT);
    }

    @Test
    void aFileGoesOnAfterACut() throws IOException {
        give(Scope.FILE_TRANSFER, FILES);
        begin(ID);
        hear(part(ID, 0, Arrays.copyOf(CONTENT, 10_240)));

        given.fresh = false;
        hear(part(ID, 10_240, Arrays.copyOfRange(CONTENT, 10_240, 20_480)));
        assertThat(transfer(ID).done()).isEqualTo(10_240);
        exchange.opened();
        loop.pass(30_000);
        media.exchanged.clear();
        given.fresh = true;
        exchange.consentsChanged();
        loop.pass(0);

        assertThat(said("go"))
                .last()
                .satisfies(go -> assertThat(go.path("from").asInt()).isEqualTo(10_240));
        hear(part(ID, 10_240, Arrays.copyOfRange(CONTENT, 10_240, 20_480)));
        hear(part(ID, 20_480, Arrays.copyOfRange(CONTENT, 20_480, CONTENT.length)));
        whole(ID, CONTENT);
        assertThat(Files.readAllBytes(drop.resolve("a"))).isEqualTo(CONTENT);

        // The word that it arrived was lost: it is said again, and nothing arrives twice.
        media.exchanged.clear();
        offer(ID, "a", CONTENT.length);
        assertThat(said("taken")).hasSize(1);
        assertThat(files()).containsExactly("a");
    }

    @Test
    void aFileThatStandsStillForAMinuteIsGivenUp() throws IOException {
        give(Scope.FILE_TRANSFER, FILES);
        begin(ID);
        hear(part(ID, 0, new byte[10]));
        loop.pass(61_000);

        assertThat(why(ID)).isEqualTo("exchange.stalled");
        assertThat(files()).isEmpty();
    }

    @Test
    void theCallsEndIsTheFilesEnd() throws IOException {
        give(Scope.FILE_TRANSFER, FILES);
        begin(ID);
        hear(part(ID, 0, new byte[10]));
        exchange.reaches(null);
        loop.pass(0);

        assertThat(why(ID)).isEqualTo("exchange.call-over");
        assertThat(files()).isEmpty();
    }

    @Test
    void aMillionTinyFilesAreFewQuestionsAndNoFlood() {
        give(Scope.FILE_TRANSFER, FILES);
        for (int i = 0; i < 50_000; i++) {
            hear(word("offer", FILES, "transfer-" + i)
                    .put("kind", "FILE")
                    .put("name", "a")
                    .put("size", 1));
        }

        assertThat(exchange.transfers()).hasSize(1);
        assertThat(media.exchanged.size()).isLessThan(10);
        assertThat(drop).doesNotExist();
    }

    @Test
    void oneConsentIsForSoManyFilesAndNoMore() {
        give(Scope.FILE_TRANSFER, FILES);
        for (int i = 0; i < Quota.MOST_FILES; i++) {
            loop.pass(1_000);
            offer("transfer-" + i, "a", 1);
            answer("transfer-" + i, false);
        }
        loop.pass(1_000);
        offer("one-too-many", "a", 1);

        assertThat(exchange.transfers()).noneMatch(each -> each.id().equals("one-too-many"));
        assertThat(lastDrop()).isEqualTo("exchange.too-many");
        assertThat(exchange.transfers()).hasSizeLessThanOrEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Quota.LONGEST_FILE + 1, Long.MAX_VALUE})
    void aSizeThatIsNoneIsRefused(long size) {
        give(Scope.FILE_TRANSFER, FILES);
        offer(ID, "a", size);

        assertThat(exchange.transfers()).isEmpty();
        assertThat(lastDrop()).isEqualTo("exchange.too-big");
    }

    @Test
    void aDiskThatTakesNothingEndsTheFileCleanly() throws IOException {
        Files.writeString(home.resolve("drop"), "a file where the folder should be");
        give(Scope.FILE_TRANSFER, FILES);
        offer(ID, "a", 5);
        answer(ID, true);

        assertThat(why(ID)).isEqualTo("exchange.disk");
        assertThat(lastDrop()).isEqualTo("exchange.disk");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"t\":\"offer\"}",
                "{\"t\":\"offer\",\"id\":\"transfer-1\",\"c\":\"request-files\"}",
                "{\"t\":\"offer\",\"id\":\"../../../etc\",\"c\":\"request-files\",\"kind\":\"FILE\",\"size\":1}",
                "{\"t\":\"offer\",\"id\":\"transfer-1\",\"c\":\"request-files\",\"kind\":\"FILE\",\"size\":\"1\"}",
                "{\"t\":\"part\",\"id\":\"transfer-1\",\"c\":\"request-files\",\"at\":0,\"data\":\"!!\"}",
                "{\"t\":\"go\",\"id\":\"transfer-1\",\"c\":\"request-files\",\"from\":0}",
                "{\"t\":\"taken\",\"id\":\"transfer-1\",\"c\":\"request-files\"}"
            })
    void whatMakesNoSenseDoesNothing(String text) {
        give(Scope.FILE_TRANSFER, FILES);
        exchange.heard(text);
        exchange.heard("x".repeat(100_000));
        loop.pass(0);

        assertThat(exchange.transfers()).isEmpty();
        assertThat(drop).doesNotExist();
    }

    // ------------------------------------------------------------ files that go

    @Test
    void aFileThatThePersonChoseGoesOutNoFasterThanItIsTaken() throws IOException {
        Path file = Files.write(home.resolve("scan.pdf"), bytes(400_000));
        give(Scope.FILE_TRANSFER, FILES);
        assertThat(send(file)).isEmpty();
        JsonNode offer = said("offer").get(0);
        assertThat(offer.path("name").asText()).isEqualTo("scan.pdf");
        String id = offer.path("id").asText();
        assertThat(said("part")).isEmpty();

        hear(word("go", FILES, id).put("from", 0));
        assertThat(said("part")).hasSize(24);
        for (long at = 10_240; at < 400_000; at += 10_240) {
            hear(word("got", FILES, id).put("at", at));
        }
        assertThat(said("whole")).isEmpty();
        hear(word("got", FILES, id).put("at", 400_000));
        assertThat(said("whole").get(0).path("sha256").asText()).isEqualTo(sha256(bytes(400_000)));
        assertThat(sent()).isEqualTo(bytes(400_000));
        hear(word("taken", FILES, id));

        assertThat(transfer(id).state()).isEqualTo(State.DONE);
        Await.until("the server knows", () -> noted.size() == 1);
        assertThat(noted.get(0).path("from").asText()).isEqualTo("CUSTOMER");
    }

    @Test
    void noFileGoesWithoutConsentAndNoneGoesOnAfterIt() throws IOException {
        Path file = Files.write(home.resolve("scan.pdf"), bytes(400_000));
        assertThat(send(file)).isEqualTo("exchange.no-consent");
        give(Scope.FILE_TRANSFER, FILES);
        send(file);
        String id = said("offer").get(0).path("id").asText();
        hear(word("go", FILES, id).put("from", 0));
        int parts = said("part").size();

        given.stand.clear();
        hear(word("got", FILES, id).put("at", 10_240));

        assertThat(said("part")).hasSize(parts);
        assertThat(why(id)).isEqualTo("exchange.no-consent");
    }

    @Test
    void aFileThatBecameShorterIsNotSentAsIfItWereWhole() throws IOException {
        Path file = Files.write(home.resolve("log.txt"), bytes(400_000));
        give(Scope.FILE_TRANSFER, FILES);
        send(file);
        String id = said("offer").get(0).path("id").asText();
        Files.write(file, bytes(10));
        hear(word("go", FILES, id).put("from", 0));

        assertThat(why(id)).isEqualTo("exchange.no-file");
        assertThat(said("whole")).isEmpty();
    }

    @Test
    void nothingButAFileGoes() throws IOException {
        give(Scope.FILE_TRANSFER, FILES);

        assertThat(send(home)).isEqualTo("exchange.no-file");
        assertThat(send(home.resolve("none"))).isEqualTo("exchange.no-file");
    }

    @ParameterizedTest
    @CsvSource({"got, 999999", "got, -1", "go, 5"})
    void aPageThatHasWhatWasNotSentIsNotBelieved(String word, long bytes) throws IOException {
        give(Scope.FILE_TRANSFER, FILES);
        send(Files.write(home.resolve("scan.pdf"), CONTENT));
        String id = said("offer").get(0).path("id").asText();
        hear(word(word, FILES, id).put(word.equals("go") ? "from" : "at", bytes));
        hear(word("taken", FILES, id));

        assertThat(why(id)).isEqualTo("exchange.out-of-order");
        assertThat(noted).isEmpty();
    }

    // ------------------------------------------------------------ clipboard

    @Test
    void theClipboardIsAServiceOnlyWhileConsentStands() throws Exception {
        assertThat(clipboards()).isZero();
        give(Scope.CLIPBOARD, TEXTS);
        assertThat(clipboards()).isEqualTo(1);
        Clipboard kept = framework.context().getService(framework.context().getServiceReference(Clipboard.class));

        given.stand.clear();
        org.assertj.core.api.Assertions.assertThatThrownBy(kept::text).isInstanceOf(IOException.class);
        exchange.consentsChanged();
        loop.pass(0);
        assertThat(clipboards()).isZero();
    }

    @Test
    void textGoesIntoTheClipboardAndOnlyThatItDidIsNoted() {
        give(Scope.CLIPBOARD, TEXTS);
        text("Grüße, 你好, 😀");

        assertThat(board.text).isEqualTo("Grüße, 你好, 😀");
        Await.until("the server knows", () -> noted.size() == 1);
        assertThat(noted.get(0).fieldNames()).toIterable().containsExactlyInAnyOrder("request", "transfer", "from");
    }

    @Test
    void textThatIsNoneNeverGetsIntoTheClipboard() {
        give(Scope.CLIPBOARD, TEXTS);
        board.text = "as it was";
        put(new byte[] {(byte) 0xC3, 0x28});
        assertThat(lastDrop()).isEqualTo("exchange.malformed");

        hear(word("offer", TEXTS, "transfer-9").put("kind", "TEXT").put("size", Quota.LONGEST_TEXT + 1));
        assertThat(lastDrop()).isEqualTo("exchange.too-big");
        assertThat(board.text).isEqualTo("as it was");
    }

    @Test
    void theClipboardsTextComesWhenItIsAskedFor() {
        board.text = "Grüße";
        give(Scope.CLIPBOARD, TEXTS);
        assertThat(said("offer")).isEmpty();
        hear(word("ask-text", TEXTS, ID));
        hear(word("go", TEXTS, ID).put("from", 0));
        hear(word("got", TEXTS, ID).put("at", 7));
        hear(word("taken", TEXTS, ID));

        assertThat(new String(sent(), StandardCharsets.UTF_8)).isEqualTo("Grüße");
        assertThat(transfer(ID).state()).isEqualTo(State.DONE);
    }

    @ParameterizedTest
    @CsvSource({"false, '', exchange.empty", "true, x, exchange.no-clipboard"})
    void aClipboardWithoutTextOrOutOfReachSaysSo(boolean fails, String text, String why) {
        board.text = text;
        board.fails = fails;
        give(Scope.CLIPBOARD, TEXTS);
        hear(word("ask-text", TEXTS, ID));

        assertThat(lastDrop()).isEqualTo(why);
        assertThat(said("offer")).isEmpty();
    }

    @Test
    void neitherOfTheConsentsOpensWhatTheOtherIsFor() {
        board.text = "secret";
        give(Scope.FILE_TRANSFER, FILES);
        hear(word("ask-text", FILES, ID));
        hear(word("offer", FILES, "transfer-2").put("kind", "TEXT").put("size", 1));

        assertThat(media.exchanged).noneMatch(said -> said.contains("secret"));
        assertThat(said("offer")).isEmpty();
        assertThat(said("go")).isEmpty();
        assertThat(board.text).isEqualTo("secret");
    }

    // ------------------------------------------------------------ what the page would do

    private void give(Scope scope, String request) {
        given.stand.put(scope, request);
        exchange.consentsChanged();
        loop.pass(0);
    }

    private void hear(ObjectNode word) {
        exchange.heard(Json.write(word));
        loop.pass(0);
    }

    private void offer(String id, String name, long size) {
        hear(word("offer", FILES, id).put("kind", "FILE").put("name", name).put("size", size));
    }

    private void begin(String id) {
        offer(id, "a", CONTENT.length);
        answer(id, true);
    }

    private void answer(String id, boolean yes) {
        exchange.answer(id, yes);
        loop.pass(0);
    }

    private void sendParts(String id, byte[] content) {
        for (int at = 0; at < content.length; at += 10_240) {
            hear(part(id, at, Arrays.copyOfRange(content, at, Math.min(content.length, at + 10_240))));
        }
    }

    private static ObjectNode part(String id, long at, byte[] bytes) {
        return word("part", FILES, id)
                .put("at", at)
                .put("data", Base64.getEncoder().encodeToString(bytes));
    }

    private void whole(String id, byte[] content) {
        hear(word("whole", FILES, id).put("sha256", sha256(content)));
    }

    private void text(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(byte[] utf8) {
        hear(word("offer", TEXTS, ID).put("kind", "TEXT").put("size", utf8.length));
        hear(word("part", TEXTS, ID)
                .put("at", 0)
                .put("data", Base64.getEncoder().encodeToString(utf8)));
        hear(word("whole", TEXTS, ID).put("sha256", sha256(utf8)));
    }

    private String send(Path file) {
        String[] wrong = {"unanswered"};
        exchange.send(file, code -> wrong[0] = code);
        loop.pass(0);
        return wrong[0];
    }

    private byte[] sent() {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        said("part")
                .forEach(part -> all.writeBytes(
                        Base64.getDecoder().decode(part.path("data").asText())));
        return all.toByteArray();
    }

    private List<JsonNode> said(String kind) {
        return media.exchanged.stream()
                .map(ExchangeTest::read)
                .filter(word -> word.path("t").asText().equals(kind))
                .toList();
    }

    private String lastDrop() {
        List<JsonNode> drops = said("drop");
        return drops.get(drops.size() - 1).path("why").asText();
    }

    private Transfer transfer(String id) {
        return exchange.transfers().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private String why(String id) {
        assertThat(transfer(id).state()).isEqualTo(State.ENDED);
        return transfer(id).why();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(drop)) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }

    private int clipboards() throws Exception {
        return framework.context().getServiceReferences(Clipboard.class, null).size();
    }

    private static ObjectNode word(String what, String request, String id) {
        return Json.object().put("t", what).put("c", request).put("id", id);
    }

    private static JsonNode read(String text) {
        try {
            return Json.read(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
