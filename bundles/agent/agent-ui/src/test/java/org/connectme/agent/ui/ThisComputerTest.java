package org.connectme.agent.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
