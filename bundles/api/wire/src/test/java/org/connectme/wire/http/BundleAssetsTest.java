package org.connectme.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleAssetsTest {

    @TempDir
    Path folder;

    private BundleAssets assets;

    @BeforeEach
    void pack() throws IOException {
        Files.createDirectory(folder.resolve("assets"));
        Files.writeString(folder.resolve("index.html"), "<!doctype html>");
        Files.writeString(folder.resolve("assets/main-4f3a9c_Z.js"), "1");
        Files.writeString(folder.resolve("icon.svg"), "<svg/>");
        Files.writeString(folder.resolve("secret.properties"), "a=b");
        assets = new BundleAssets(this::entry, "/join");
    }

    @Test
    void aPageIsAskedForAgainEachTime() {
        Assets.Asset page = assets.find("index.html").orElseThrow();

        assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(page.immutable()).isFalse();
        assertThat(new String(page.bytes())).isEqualTo("<!doctype html>");
    }

    @Test
    void onlyAFileWithAHashInItsNameNeverChanges() {
        assertThat(assets.find("assets/main-4f3a9c_Z.js").orElseThrow().immutable())
                .isTrue();
        assertThat(assets.find("icon.svg").orElseThrow().immutable()).isFalse();
    }

    @Test
    void whatIsNoPartOfAPageIsNotThere() {
        assertThat(assets.find("secret.properties")).isEmpty();
        assertThat(assets.find("assets")).isEmpty();
        assertThat(assets.find("assets/missing-00000000.js")).isEmpty();
    }

    private @Nullable URL entry(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? file.toUri().toURL() : null;
        } catch (MalformedURLException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
