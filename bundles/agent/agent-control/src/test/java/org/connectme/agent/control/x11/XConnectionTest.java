package org.connectme.agent.control.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XConnectionTest {

    private static final byte[] COOKIE = "sixteen bytes...".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @Test
    void theUsersCookieOpensADisplayThatAsksForOne() throws Exception {
        Path cookies = folder.resolve("cookies");
        Files.write(cookies, entry("7", "another display.".getBytes(StandardCharsets.US_ASCII)));
        Files.write(cookies, entry("", "a wrong cookie..".getBytes(StandardCharsets.US_ASCII)), APPEND);
        Files.write(cookies, entry("", COOKIE), APPEND);
        Path known = folder.resolve("known");
        Files.write(known, entry("", COOKIE));
        try (TestDisplay display = new TestDisplay("-auth", known.toString())) {
            Map<String, String> environment = new HashMap<>(display.environment());
            environment.put("XAUTHORITY", cookies.toString());

            try (XConnection connection = XConnection.open(environment)) {
                assertThat(connection.root()).isNotZero();
            }
            environment.put("XAUTHORITY", folder.resolve("none").toString());
            assertThatThrownBy(() -> XConnection.open(environment))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("refused");
        }
    }

    private static final java.nio.file.StandardOpenOption APPEND = java.nio.file.StandardOpenOption.APPEND;

    private static byte[] entry(String display, byte[] cookie) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(0x100);
        out.writeUTF("this-computer");
        out.writeUTF(display);
        out.writeUTF(Cookies.METHOD);
        out.writeShort(cookie.length);
        out.write(cookie);
        return bytes.toByteArray();
    }

    @Test
    void aBrokenFileOfCookiesIsAnError() throws Exception {
        byte[] whole = entry("", COOKIE);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);

        assertThat(Cookies.read(whole, 5)).containsExactly(COOKIE);
        assertThatThrownBy(() -> Cookies.read(cut, 5)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({":0,'',0", ":12.1,'',12", "unix:3,'',3", "host:1,host,1", "10.0.0.7:10.0,10.0.0.7,10"})
    void aDisplaysNameIsRead(String name, String host, int number) throws Exception {
        assertThat(DisplayName.parse(name)).isEqualTo(new DisplayName(host, number));
    }

    @Test
    void aDisplayOfThisComputerIsASocketInAFolder() {
        assertThat(new DisplayName("", 3).address()).isEqualTo(UnixDomainSocketAddress.of("/tmp/.X11-unix/X3"));
        assertThat(new DisplayName("localhost", 10).address()).isEqualTo(new InetSocketAddress("localhost", 6010));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "0", ":x", "::0", "/tmp/x:0", ":999999"})
    void whatIsNoDisplaysNameIsAnError(String name) {
        assertThatThrownBy(() -> DisplayName.parse(name)).isInstanceOf(IOException.class);
    }

    @Test
    void aRefusedRequestIsAnErrorAndTheConnectionLivesOn() throws Exception {
        try (TestDisplay display = new TestDisplay();
                XConnection connection = display.connect()) {
            assertThatThrownBy(() -> connection.ask(new Request(3, 0).u32(0xdead)))
                    .isInstanceOf(XError.class)
                    .hasMessageContaining("X error 3 for request 3");
            connection.send(new Request(42, 1).u32(0xdead).u32(0));
            assertThatThrownBy(connection::sync).isInstanceOf(XError.class);

            connection.sync();
            assertThatThrownBy(() -> connection.extension("NO-SUCH-THING", 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("NO-SUCH-THING");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "61,a", "20,' '", "e9,é", "1ec,ě", "1b3,ł", "2bb,ğ", "2b9,ı", "6c1,а", "6a3,ё", "6a6,і", "6bd,Ґ", "6d1,я",
        "7e1,α", "7f2,σ", "7f3,ς", "7d2,Σ", "7b1,ά", "7bb,ώ", "7a1,Ά", "7ab,Ώ", "ce0,א", "cfa,ת", "5c7,ا", "5d9,ع",
        "5ea,ي", "da1,ก", "df9,๙", "13bd,œ", "20ac,€", "100010d,č", "101f600,😀",
    })
    void aLayoutsKeysymsAreCharacters(String keysym, String character) {
        int expected = character == null ? -1 : character.codePointAt(0);
        assertThat(Keysyms.codePoint(Integer.parseInt(keysym, 16))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x7f, 0xfe50, 0xffe1, 0xffb0, 0x1008ff12, 0x7ac})
    void whatIsNoCharacterIsNone(int keysym) {
        assertThat(Keysyms.codePoint(keysym)).isEqualTo(-1);
    }

    @Test
    void aKeysymThatIsBoundToACharacterWritesThatCharacter() {
        "aéЖ你😀\n\t"
                .codePoints()
                .forEach(character ->
                        assertThat(Keysyms.codePoint(Keysyms.of(character))).isEqualTo(character));
    }
}
