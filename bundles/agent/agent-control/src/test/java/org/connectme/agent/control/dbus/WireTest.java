package org.connectme.agent.control.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes of D-Bus. The expected ones were put together by hand from the specification. */
class WireTest {

    private static String hex(String signature, Object... values) throws Malformed {
        return HexFormat.of().formatHex(Encoder.body(signature, List.of(values)));
    }

    private static List<Object> read(String signature, String hex) throws Malformed {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return new Decoder(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)).body(signature);
    }

    @Test
    void valuesAreAlignedAsTheSpecificationSays() throws Exception {
        assertThat(hex("yu", (byte) 1, 2L)).isEqualTo("0100000002000000");
        assertThat(hex("s", "ab")).isEqualTo("02000000616200");
        assertThat(hex("g", "ii")).isEqualTo("02696900");
        assertThat(hex("v", new Variant("i", -2))).isEqualTo("01690000" + "feffffff");
        assertThat(hex("ad", List.of(1.0))).isEqualTo("08000000" + "00000000" + "000000000000f03f");
        assertThat(hex("uad", 7L, List.of())).isEqualTo("07000000" + "00000000");
        assertThat(hex("(ii)", Struct.of(1, 2))).isEqualTo("0100000002000000");
        assertThat(hex("a{sv}", Map.of("k", Variant.of(true))))
                .isEqualTo("10000000" + "00000000" + "01000000" + "6b00" + "0162" + "00000000" + "01000000");
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        List<Object> values = List.of(
                "/a/b",
                Map.of("size", new Variant("(ii)", Struct.of(1280, 720)), "name", Variant.of("ü")),
                List.of(Struct.of(5L, Map.of("x", Variant.of(false)))),
                -3.5,
                (byte) 9,
                -7L,
                List.of(List.of("a"), List.of()));
        String signature = "oa{sv}a(ua{sv})dyxaas";
        byte[] bytes = Encoder.body(signature, values);

        assertThat(new Decoder(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)).body(signature))
                .isEqualTo(values);
    }

    @Test
    void aMessageIsReadAsItWasWritten() throws Exception {
        Message call = Message.call("org.example", "/o", "org.example.I", "Do", "sa{sv}", "x", Map.of());
        ByteBuffer bytes = ByteBuffer.wrap(call.bytes(42, true));

        assertThat(bytes.remaining()).isEqualTo(Message.FIXED + Message.rest(bytes.slice(0, Message.FIXED)));
        Message read = Message.read(bytes, List.of());
        assertThat(read.kind()).isEqualTo(Message.Kind.CALL);
        assertThat(read.serial()).isEqualTo(42);
        assertThat(read.path()).isEqualTo("/o");
        assertThat(read.type()).isEqualTo("org.example.I");
        assertThat(read.member()).isEqualTo("Do");
        assertThat(read.destination()).isEqualTo("org.example");
        assertThat(read.body()).containsExactly("x", Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"z", "a", "(", "(i", "a{s", "a{vs}", "a{s}", "a{sv", ")", "{sv}", "(i}"})
    void whatIsNoSignatureIsRefused(String signature) {
        assertThatThrownBy(() -> Signature.parts(signature)).isInstanceOf(Malformed.class);
    }

    @Test
    void signaturesThatAreTooDeepOrTooLongAreRefused() {
        assertThatThrownBy(() -> Signature.parts("a".repeat(60) + "i")).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> Signature.parts("i".repeat(300))).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "s, ffffffff00", // longer than any message
        "s, 0500000061", // longer than this one
        "as, ffffff7f", // an array of that length
        "v, 02696900000000", // two values in one variant
        "u, 0000", // too short
        "s, 02000000c32800", // no UTF-8
    })
    void bytesThatLieAboutTheirLengthAreRefused(String signature, String hex) {
        assertThatThrownBy(() -> read(signature, hex)).isInstanceOf(Malformed.class);
    }

    @Test
    void variantsWithinVariantsEndSomewhere() {
        byte[] deep = "\u0001v\0".repeat(2000).getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> new Decoder(ByteBuffer.wrap(deep).order(ByteOrder.LITTLE_ENDIAN)).body("v"))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void whateverBytesComeTheyAreAMessageOrRefused() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] good = Message.call(
                        "org.example", "/o", "org.example.I", "Do", "sa{sv}", "x", Map.of("k", Variant.of(1)))
                .bytes(1, true);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int j = 0; j <= random.nextInt(4); j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                if (Message.FIXED + Message.rest(ByteBuffer.wrap(bytes)) != bytes.length) {
                    refused++; // more or less would be waited for
                    continue;
                }
                Message.descriptors(ByteBuffer.wrap(bytes));
                Message.read(ByteBuffer.wrap(bytes), List.of());
            } catch (Malformed e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
        assertThat(refused).as("seed %d", seed).isPositive();
    }

    @Test
    void theBusIsFoundWhereTheEnvironmentSays() {
        assertThat(addresses(Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/a%20b,guid=12;unix:abstract=x")))
                .containsExactly("/run/a b", "\0x");
        assertThat(addresses(Map.of("XDG_RUNTIME_DIR", "/run/user/1"))).containsExactly("/run/user/1/bus");
        assertThat(addresses(Map.of("DBUS_SESSION_BUS_ADDRESS", "tcp:host=example.org")))
                .isEmpty();
        assertThat(addresses(Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=/" + "x".repeat(200))))
                .isEmpty();
        assertThat(addresses(Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=/a%")))
                .containsExactly("/a%");
    }

    private static List<String> addresses(Map<String, String> environment) {
        return Addresses.of(environment).stream()
                .map(name -> new String(name, StandardCharsets.UTF_8))
                .toList();
    }
}
