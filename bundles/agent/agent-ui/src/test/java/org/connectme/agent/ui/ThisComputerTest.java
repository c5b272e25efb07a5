package org.connectme.agent.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.connectme.agent.core.Finding;
import org.connectme.agent.core.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisComputerTest {

    @Test
    void nothingThatIsThereIsWrittenOver(@TempDir Path folder) throws IOException {
        Path first = ThisComputer.kept(folder, "receipt.pdf", new byte[] {1});
        Path second = ThisComputer.kept(folder, "receipt.pdf", new byte[] {2});

        assertThat(first).hasFileName("receipt.pdf").hasBinaryContent(new byte[] {1});
        assertThat(second).hasFileName("receipt-2.pdf").hasBinaryContent(new byte[] {2});
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void theSelfCheckKnowsDesktopsApart() {
        assertThat(ThisComputer.session("Windows 11", Map.of()).state()).isEqualTo("windows");
        assertThat(ThisComputer.session("Mac OS X", Map.of()).state()).isEqualTo("mac");
        assertThat(ThisComputer.session("Linux", Map.of("XDG_SESSION_TYPE", "wayland")))
                .isEqualTo(Finding.of("session", "wayland", Verdict.LIMITED));
        assertThat(ThisComputer.session("Linux", Map.of("DISPLAY", ":0")).state())
                .isEqualTo("x11");
    }

    @Test
    void roomForFilesIsThatOfTheDiskWhereTheyWouldGo(@TempDir Path home) throws IOException {
        Path files = home.resolve("not").resolve("there-yet");

        assertThat(ThisComputer.disk(files).state()).isIn("there", "full");
        assertThat(files).doesNotExist();
        Files.writeString(home.resolve("not"), "a file where a folder should be");
        assertThat(ThisComputer.disk(files).state()).isEqualTo("closed");
    }
}
