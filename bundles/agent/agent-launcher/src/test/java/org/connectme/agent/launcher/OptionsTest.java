package org.connectme.agent.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void nothingNeedsToBeSaid() throws Exception {
        assertThat(Options.parse(List.of())).isEqualTo(new Options(null, "", null, null, false));
    }

    @Test
    void serverAndCodeCanBeSaid() throws Exception {
        Options options = Options.parse(List.of("--server", "https://Help.Example.com/", "--code", "123-456 789"));

        assertThat(options.server()).isEqualTo(URI.create("https://help.example.com"));
        assertThat(options.code()).isEqualTo("123456789");
    }

    @ParameterizedTest
    @CsvSource({
        "connectme:123456789,                        123456789,",
        "CONNECTME:123-456-789,                      123456789,",
        "connectme://help.example.com/123456789,     123456789, https://help.example.com",
        "connectme://help.example.com:8443/123456789, 123456789, https://help.example.com:8443",
        "connectme://localhost:8181/123456789,       123456789, http://localhost:8181",
    })
    void aLinkNamesACodeAndPerhapsTheServer(String link, String code, URI server) throws Exception {
        Options options = Options.parse(List.of(link));

        assertThat(options.code()).isEqualTo(code);
        assertThat(options.server()).isEqualTo(server);
    }

    /** Links come from anywhere; the one in it is what a page may make the system start. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "connectme:",
                "connectme:12345678",
                "connectme:1234567890",
                "connectme:abcdefghi",
                "connectme:--home",
                "connectme://",
                "connectme://a/b/123456789",
                "connectme://user@evil/123456789",
                "connectme://evil?x/123456789",
                "connectme://evil/",
                "connectme://a b/123456789",
                "connectme:١٢٣٤٥٦٧٨٩"
            })
    void aLinkThatIsNoneIsRefused(String link) {
        assertThatThrownBy(() -> Options.parse(List.of(link))).isInstanceOf(Options.Wrong.class);
    }

    @Test
    void aLinkToAnotherServerThanTheOneChosenIsRefused() {
        assertThatThrownBy(() -> Options.parse(
                        List.of("--server", "https://help.example.com", "connectme://evil.example/123456789")))
                .isInstanceOf(Options.Wrong.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8181", "http://127.0.0.1", "http://[::1]:8181", "https://help.example.com"})
    void aServerIsHttpsOrThisComputer(String server) throws Exception {
        assertThat(Options.server(server)).isEqualTo(URI.create(server));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "help.example.com",
                "http://help.example.com",
                "http://10.0.0.1",
                "http://127.0.0.1.evil.example",
                "ftp://localhost",
                "https://",
                "https://user:pw@host",
                "https://host/path",
                "https://host?x",
                "https://host#x",
                "https://ho st",
                "file:///etc/passwd"
            })
    void whatIsNoServerIsRefused(String server) {
        assertThatThrownBy(() -> Options.server(server)).isInstanceOf(Options.Wrong.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--server", "--nothing", "x"})
    void whatIsNotKnownOrHasNoValueIsRefused(String argument) {
        assertThatThrownBy(() -> Options.parse(List.of(argument))).isInstanceOf(Options.Wrong.class);
    }
}
