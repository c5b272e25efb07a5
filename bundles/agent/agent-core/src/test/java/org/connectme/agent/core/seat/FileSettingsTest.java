package org.connectme.agent.core.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.connectme.agent.core.control.TestFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSettingsTest {

    @TempDir
    Path folder;

    private TestFramework framework;

    @BeforeEach
    void start() throws Exception {
        framework = new TestFramework(folder, "http://127.0.0.1:9");
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    @Test
    void whatWasChosenIsThereAfterARestart() {
        FileSettings settings = new FileSettings(framework.context());
        settings.put("microphone", "Größtes = Mikrofon : № 1");
        settings.put("language", "ar");
        settings.remove("language");

        FileSettings again = new FileSettings(framework.context());

        assertThat(again.get("microphone")).contains("Größtes = Mikrofon : № 1");
        assertThat(again.get("language")).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadBeginsAnew() throws Exception {
        Files.write(folder.resolve("settings.properties"), new byte[] {'a', '=', '\\', 'u', 'x', (byte) 0xff});

        FileSettings settings = new FileSettings(framework.context());
        settings.put("language", "de");

        assertThat(new FileSettings(framework.context()).get("language")).contains("de");
    }

    @Test
    void withoutARoomOnTheDiskItHoldsUntilTheAppEnds() throws Exception {
        Files.createDirectory(folder.resolve("settings.properties.new"));

        FileSettings settings = new FileSettings(framework.context());
        settings.put("language", "de");

        assertThat(settings.get("language")).contains("de");
    }
}
