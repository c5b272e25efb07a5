package org.connectme.agent.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

    private static final URI SERVER = URI.create("https://help.example.com");

    @ParameterizedTest
    @ValueSource(strings = {"connectme:123456789", "connectme:123-456-789", "connectme://help.example.com/123456789"})
    void aLinkBringsItsCode(String link) {
        assertThat(Links.code(URI.create(link), SERVER)).contains("123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connectme://evil.example.com/123456789",
                "connectme:12345",
                "https://help.example.com/123456789",
                "--server",
                "connectme://help.example.com/123456789/more"
            })
    void whatIsNoLinkForThisServerIsLeftAlone(String link) {
        assertThat(Links.code(URI.create(link), SERVER)).isEmpty();
    }

    @Test
    void elsewhereThanOnMacosNoWindowIsAskedFor() {
        Links.hear("Linux", SERVER, code -> {
            throw new AssertionError("heard " + code);
        });
    }
}
