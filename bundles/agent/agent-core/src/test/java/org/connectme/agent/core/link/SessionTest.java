package org.connectme.agent.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.connectme.agent.core.Link;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {

    private final ManualLoop loop = new ManualLoop();
    private final List<JsonNode> sent = new ArrayList<>();
    private final List<JsonNode> heard = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private Wire.@Nullable Events socket;
    private int opened;
    private int closedWith;
    private final Session session = new Session(loop, this::open, new Session.Events() {
        @Override
        public void message(JsonNode message) {
            heard.add(message);
        }

        @Override
        public void link(Link link) {
            links.add(link);
        }
    });

    @Test
    void itGreetsAndWhatWasSaidBeforeTheWelcomeArrivesAfterIt() {
        session.start();
        session.send(chat("early"));
        loop.pass(0);
        assertThat(sent.get(0).toString()).isEqualTo("{\"t\":\"hello\",\"versions\":[1],\"resume\":null}");
        assertThat(numbered()).isEmpty();

        welcome(false, 0);

        assertThat(links).contains(new Link.Open(false));
        assertThat(numbered()).containsExactly("1 early");
    }

    @Test
    void afterACutItResumesAndRepeatsWhatTheServerHadNotSeen() {
        open();
        session.send(chat("a"));
        session.send(chat("b"));
        tell("{\"n\":1,\"a\":0,\"m\":{\"t\":\"chat\",\"id\":\"x\",\"text\":\"x\"}}");
        cut(1006);
        session.send(chat("c"));
        loop.pass(0);
        assertThat(last().path("resume").toString()).isEqualTo("{\"session\":\"s1\",\"seen\":1}");
        sent.clear();

        welcome(true, 1);

        assertThat(numbered()).containsExactly("2 b", "3 c");
        assertThat(links).endsWith(new Link.Open(true));
    }

    @Test
    void begunAnewItForgetsSignalsAndKeepsWhatAPersonWrote() throws IOException {
        open();
        session.send(Json.read("{\"t\":\"signal\",\"d\":{\"kind\":\"restart\"}}"));
        session.send(chat("kept"));
        cut(1006);
        loop.pass(0);
        sent.clear();

        welcome(false, 0);

        assertThat(numbered()).containsExactly("1 kept");
    }

    @Test
    void whatWasAcknowledgedIsNotRepeated() {
        open();
        session.send(chat("a"));
        tell("{\"a\":1}");
        cut(1006);
        loop.pass(0);
        sent.clear();
        welcome(true, 1);

        assertThat(numbered()).isEmpty();
    }

    @Test
    void silenceForTenSecondsIsACut() {
        open();
        loop.pass(9_900);
        assertThat(links).endsWith(new Link.Open(false));

        loop.pass(200);

        assertThat(closedWith).isEqualTo(4004);
        assertThat(links.stream().filter(Link.Cut.class::isInstance)).isNotEmpty();
    }

    @Test
    void aHeartbeatIsEnoughToStay() {
        open();
        for (int i = 0; i < 10; i++) {
            loop.pass(5_000);
            tell("{\"a\":0}");
        }

        assertThat(opened).isEqualTo(1);
    }

    @Test
    void itTriesAtOnceAndThenWithPausesThatGrowToFiveSeconds() {
        open();
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            long from = loop.nanos();
            int before = opened;
            cut(1006);
            while (opened == before) {
                loop.pass(1);
            }
            pauses.add((loop.nanos() - from) / 1_000_000);
        }

        assertThat(pauses.get(0)).isLessThanOrEqualTo(1);
        assertThat(pauses.get(1)).isBetween(250L, 501L);
        assertThat(pauses.get(11)).isBetween(2_500L, 5_001L);
    }

    @ParameterizedTest
    @CsvSource({"4001, TAKEN_OVER", "4002, ENDED", "4003, SIGNED_OUT", "4007, VERSION"})
    void someEndingsAreForGood(int code, Link.Why why) {
        open();

        cut(code);
        loop.pass(60_000);

        assertThat(links).endsWith(new Link.Over(why));
        assertThat(opened).isEqualTo(1);
    }

    @Test
    void aSeatThatWasTakenOverCanBeTakenBack() {
        open();
        cut(4001);

        session.start();
        loop.pass(0);
        welcome(false, 0);

        assertThat(links).endsWith(new Link.Open(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "",
                "[]",
                "null",
                "7",
                "{}",
                "{\"a\":\"x\"}",
                "{\"n\":1}",
                "{\"a\":1,",
                "{\"n\":3,\"a\":0,\"m\":{\"t\":\"chat\"}}",
                "{\"n\":\"1\",\"a\":0,\"m\":{\"t\":\"chat\"}}",
                "{\"n\":-1,\"a\":0,\"m\":{}}",
                "{\"a\":0}{\"a\":0}"
            })
    void garbageAndGapsBeginTheSessionAnew(String text) {
        open();

        tell(text);
        loop.pass(0);

        assertThat(closedWith).isEqualTo(4005);
        assertThat(heard).isEmpty();
        assertThat(last().path("resume").isNull()).isTrue();
    }

    @Test
    void deepAndLargeJsonIsGarbageToo() {
        open();
        tell("[".repeat(100_000));
        assertThat(closedWith).isEqualTo(4005);
    }

    @Test
    void nothingBeforeTheWelcomeCounts() {
        session.start();
        loop.pass(0);
        tell("{\"n\":1,\"a\":0,\"m\":{\"t\":\"chat\",\"id\":\"x\",\"text\":\"x\"}}");

        assertThat(heard).isEmpty();
        assertThat(closedWith).isEqualTo(4005);
    }

    @Test
    void whatComesFromASocketThatWasLetGoIsForNobody() {
        open();
        Wire.Events old = socket;
        cut(1006);
        loop.pass(0);
        welcome(true, 0);

        old.heard("{\"n\":1,\"a\":0,\"m\":{\"t\":\"chat\",\"id\":\"x\",\"text\":\"x\"}}");
        old.closed(4001);

        assertThat(heard).isEmpty();
        assertThat(links).endsWith(new Link.Open(true));
    }

    @Test
    void itAcknowledgesWithinAFifthOfASecond() {
        open();
        tell("{\"n\":1,\"a\":0,\"m\":{\"t\":\"chat\",\"id\":\"x\",\"text\":\"x\"}}");
        sent.clear();

        loop.pass(200);

        assertThat(sent).extracting(JsonNode::toString).containsExactly("{\"a\":1}");
    }

    @Test
    void itConfirmsTheHeadItGotEveryThirtySecondsAndTheLastOneAlways() {
        open();
        sent.clear();
        tellView(1, 3, "CALL");
        tellView(2, 4, "CALL");
        assertThat(confirmed()).containsExactly("3 h3");
        for (int i = 0; i < 7; i++) {
            loop.pass(5_000);
            tell("{\"a\":0}");
        }
        tellView(3, 5, "CALL");
        tellView(4, 6, "SUMMARY");

        assertThat(confirmed()).containsExactly("3 h3", "5 h5", "6 h6");
    }

    @Test
    void onlyTheNewestReportIsKeptForLater() throws IOException {
        session.start();
        loop.pass(0);
        session.sendReport(Json.read("{\"t\":\"media\",\"flowing\":false}"));
        session.sendReport(Json.read("{\"t\":\"media\",\"flowing\":true}"));
        sent.clear();

        welcome(false, 0);

        assertThat(sent)
                .extracting(JsonNode::toString)
                .containsExactly("{\"a\":0,\"m\":{\"t\":\"media\",\"flowing\":true}}");
    }

    @Test
    void aServerThatAcknowledgesNothingIsNotFedForEver() {
        open();
        int taken = 0;
        while (session.send(chat("m" + taken))) {
            taken++;
        }

        assertThat(taken).isEqualTo(500);
        assertThat(session.hasRoom()).isFalse();
    }

    private void open() {
        session.start();
        loop.pass(0);
        welcome(false, 0);
    }

    private void welcome(boolean resumed, long seen) {
        tell("{\"t\":\"welcome\",\"version\":1,\"session\":\"s1\",\"resumed\":" + resumed + ",\"seen\":" + seen
                + ",\"heartbeatSeconds\":5}");
    }

    private void tellView(long n, long length, String stage) {
        tell("{\"n\":" + n + ",\"a\":0,\"m\":{\"t\":\"view\",\"view\":{\"length\":" + length + ",\"head\":\"h" + length
                + "\",\"parts\":{\"appointment\":{\"stage\":\"" + stage + "\"}}}}}");
    }

    private void tell(String text) {
        socket.heard(text);
    }

    private void cut(int code) {
        socket.closed(code);
    }

    private JsonNode last() {
        return sent.get(sent.size() - 1);
    }

    private List<String> numbered() {
        return sent.stream()
                .filter(frame -> frame.has("n"))
                .map(frame -> frame.path("n").asText() + " "
                        + frame.path("m").path("id").asText())
                .toList();
    }

    private List<String> confirmed() {
        return sent.stream()
                .map(frame -> frame.path("m"))
                .filter(message -> message.path("t").asText().equals("seen"))
                .map(message -> message.path("length").asText() + " "
                        + message.path("head").asText())
                .toList();
    }

    private static JsonNode chat(String id) {
        return Json.object().put("t", "chat").put("id", id).put("text", id);
    }

    private Wire open(Wire.Events events) {
        opened++;
        socket = events;
        loop.run(events::opened);
        return new Wire() {
            @Override
            public void send(String text) {
                try {
                    sent.add(Json.read(text));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void close(int code) {
                closedWith = code;
            }
        };
    }
}
