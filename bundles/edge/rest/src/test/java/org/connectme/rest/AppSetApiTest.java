package org.connectme.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppSetApiTest {

    private static final String HASH = "0123456789abcdef".repeat(4);

    @TempDir
    private Path folder;

    private Response get(String what) {
        return new AppSetApi(folder)
                .handle(new Request(
                        "GET", "/api/app/" + what, Map.of(), Map.of(), Map.of(), new byte[0], "192.0.2.1", false));
    }

    @Test
    void aServerThatOffersNoneSaysSo() {
        assertThat(get("set").status()).isEqualTo(404);
        assertThat(get("bundles/" + HASH).status()).isEqualTo(404);
    }

    @Test
    void theSetIsPassedOnAsItIs() throws IOException {
        Files.writeString(folder.resolve("set"), "what was signed\n");

        assertThat(get("set").status()).isEqualTo(200);
        assertThat(Edge.text(get("set"))).isEqualTo("what was signed\n");
    }

    @Test
    void aBundleIsAskedForByItsHash() throws IOException {
        Path bundle = Files.createDirectory(folder.resolve("bundles")).resolve(HASH);
        Files.writeString(bundle, "x");

        assertThat(get("bundles/" + HASH).file()).isEqualTo(bundle);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundles/..", "bundles/set", "bundles/../set", "bundles/0123", "set/x", "../keys", ""})
    void nothingElseIsGiven(String what) throws IOException {
        Files.createDirectory(folder.resolve("bundles"));
        Files.writeString(folder.resolve("set"), "x");

        assertThat(get(what).status()).isEqualTo(404);
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "no");
        Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("bundles")).resolve(HASH), secret);

        assertThat(get("bundles/" + HASH).status()).isEqualTo(404);
    }
}
