package org.connectme.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackagesApiTest {

    @TempDir
    private Path folder;

    private Response get(String name) {
        return get(folder, name);
    }

    private static Response get(Path folder, String name) {
        return new PackagesApi(folder)
                .handle(new Request(
                        "GET", "/api/packages/" + name, Map.of(), Map.of(), Map.of(), new byte[0], "192.0.2.1", false));
    }

    private Path put(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void aServerWithoutPackagesSaysSo() {
        assertThat(Edge.text(get(folder.resolve("none"), "all"))).isEqualTo("{\"packages\":[]}");
        assertThat(Edge.text(get("all"))).isEqualTo("{\"packages\":[]}");
    }

    @Test
    void eachPackageIsNamedWithItsSystemAndNothingElseIs() throws IOException {
        put("connectme_1.0_amd64.deb", "12345");
        put("ConnectMe-1.0.msix", "1");
        put("ConnectMe-1.0.pkg", "");
        put("secret.key", "no");
        put(".hidden.deb", "no");
        Files.createSymbolicLink(folder.resolve("link.deb"), folder.resolve("secret.key"));
        Files.createDirectory(folder.resolve("folder.deb"));

        assertThat(Edge.text(get("all")))
                .isEqualTo("{\"packages\":["
                        + "{\"name\":\"connectme_1.0_amd64.deb\",\"system\":\"LINUX\",\"bytes\":5},"
                        + "{\"name\":\"ConnectMe-1.0.pkg\",\"system\":\"MACOS\",\"bytes\":0},"
                        + "{\"name\":\"ConnectMe-1.0.msix\",\"system\":\"WINDOWS\",\"bytes\":1}]}");
    }

    @Test
    void aPackageIsSentAsAFileToBeKept() throws IOException {
        Path file = put("connectme_1.0_amd64.deb", "12345");

        Response response = get("connectme_1.0_amd64.deb");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.file()).isEqualTo(file);
        assertThat(response.headers())
                .contains(
                        new Response.Header("Content-Type", "application/octet-stream"),
                        new Response.Header("Content-Disposition", "attachment; filename=\"connectme_1.0_amd64.deb\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other.deb",
                "secret.key",
                "link.deb",
                "folder.deb",
                "..",
                "..%2fsecret.key",
                "..\\secret.key",
                "a\u0000.deb",
                "a\".deb",
                "../secret.deb"
            })
    void nothingElseIsSent(String name) throws IOException {
        put("secret.key", "no");
        Files.createSymbolicLink(folder.resolve("link.deb"), folder.resolve("secret.key"));
        Files.createDirectory(folder.resolve("folder.deb"));

        Response response = get(name);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.file()).isNull();
        assertThat(List.of("package.not-found", "request.no-such-call"))
                .anySatisfy(code -> assertThat(Edge.text(response)).contains(code));
    }
}
