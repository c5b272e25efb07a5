package org.connectme.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    @Test
    void theMessageIsHandedOnAsItCame() {
        String body = "{ \"d\" : [1.50, \"\\u00e9é😀\\\"}\"], \"t\":\"signal\" , \"x\":{\"t\":\"inner\"} }";
        Frame frame = FrameReader.read("{\"a\":7, \"m\":" + body + ", \"n\": 3}");
        assertThat(frame).isEqualTo(new Frame.Message(3, 7, "signal", body));
    }

    @Test
    void aLongMessageIsHandedOnAsItCame() {
        String body = "{\"t\":\"signal\",\"sdp\":\"" + "é1\\r\\n".repeat(10_000) + "\"}";
        assertThat(FrameReader.read("{\"n\":1,\"a\":0,\"m\":" + body + "}"))
                .isEqualTo(new Frame.Message(1, 0, "signal", body));
    }

    @Test
    void aReportHasNoNumber() {
        assertThat(FrameReader.read("{\"a\":2,\"m\":{\"t\":\"media\"}}"))
                .isEqualTo(new Frame.Message(0, 2, "media", "{\"t\":\"media\"}"));
    }

    @Test
    void aHelloNamesVersionsAndSession() {
        assertThat(FrameReader.read("{\"t\":\"hello\",\"versions\":[1,2],\"resume\":{\"session\":\"s\",\"seen\":4}}"))
                .isEqualTo(new Frame.Hello(List.of(1, 2), new Frame.Resume("s", 4)));
        assertThat(FrameReader.read("{\"t\":\"hello\",\"versions\":[1],\"resume\":null}"))
                .isEqualTo(new Frame.Hello(List.of(1), null));
    }

    @Test
    void fieldsOfALaterVersionArePassedOver() {
        assertThat(FrameReader.read("{\"a\":1,\"later\":{\"deep\":[1,{}]}}")).isEqualTo(new Frame.Acknowledgement(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "1",
                "\"a\"",
                "{",
                "{}",
                "{\"a\":1}x",
                "{\"a\":1}{\"a\":1}",
                "{\"a\":-1}",
                "{\"a\":1.5}",
                "{\"a\":\"1\"}",
                "{\"a\":1e3}",
                "{\"a\":99999999999999999999}",
                "{\"a\":1,\"a\":2}",
                "{\"n\":1}",
                "{\"n\":1,\"a\":0}",
                "{\"n\":0,\"a\":0,\"m\":{\"t\":\"x\"}}",
                "{\"n\":1,\"a\":0,\"m\":[]}",
                "{\"n\":1,\"a\":0,\"m\":null}",
                "{\"n\":1,\"a\":0,\"m\":{}}",
                "{\"n\":1,\"a\":0,\"m\":{\"t\":1}}",
                "{\"n\":1,\"a\":0,\"m\":{\"t\":\"x\",\"t\":\"y\"}}",
                "{\"n\":1,\"a\":0,\"m\":{\"t\":\"x\"}",
                "{\"n\":1,\"a\":0,\"m\":{\"t\":\"x\"},\"m\":{\"t\":\"y\"}}",
                "{\"t\":\"hello\",\"versions\":1}",
                "{\"t\":\"hello\",\"versions\":[\"1\"]}",
                "{\"t\":\"hello\",\"versions\":[1],\"resume\":{}}",
                "{\"t\":\"welcome\"}"
            })
    void whatIsNoFrameIsBroken(String text) {
        assertThat(FrameReader.read(text)).isInstanceOf(Frame.Broken.class);
    }

    @Test
    void depthIsBounded() {
        String deep = "[".repeat(100) + "]".repeat(100);
        assertThat(FrameReader.read("{\"n\":1,\"a\":0,\"m\":{\"t\":\"x\",\"d\":" + deep + "}}"))
                .isInstanceOf(Frame.Broken.class);
    }

    @Property(tries = 5_000)
    @Label("a damaged frame is read or broken, and never throws")
    void aDamagedFrameNeverThrows(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(
                "{\"n\":12,\"a\":3,\"m\":{\"t\":\"signal\",\"d\":{\"kind\":\"x\",\"s\":\"\\u0000é\"}},\"t\":null}");
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, "{}[]\",:\\0n\ud800\u0000".charAt(random.nextInt(12)));
                default -> text.setCharAt(at, (char) random.nextInt(0x10000));
            }
        }
        assertThatCode(() -> {
                    if (FrameReader.read(text.toString()) instanceof Frame.Message message) {
                        assertThat(message.body()).startsWith("{").endsWith("}");
                    }
                })
                .doesNotThrowAnyException();
    }
}
