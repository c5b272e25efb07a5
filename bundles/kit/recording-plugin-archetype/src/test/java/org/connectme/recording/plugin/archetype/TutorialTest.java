package org.connectme.recording.plugin.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.connectme.plugin.tutorial.Tutorial;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/partners/recording-plugin.md word by word. */
class TutorialTest {

    /** The others ask for keys, retention and bytes to alter, which a first store does not have. */
    private static final int PROVED = 70;

    @TempDir
    private static Path folder;

    private static Tutorial tutorial;

    @BeforeAll
    static void followIt() throws IOException, InterruptedException {
        tutorial = Tutorial.follow("recording-plugin.md", folder);
    }

    @Test
    void whatIsPrintedIsWhatTheTutorialSays() {
        tutorial.keepsItsPromises();
    }

    @Test
    void theKitProvesMostOfTheStore() {
        tutorial.proves(PROVED);
    }

    @Test
    void theStoreIsABundleThatNeedsOfUsTheSpiOnly() throws IOException {
        assertThat(tutorial.bundleNeedsTheSpiOnly("recording"))
                .contains("com/example/recording/acme/PluginStore.class");
    }
}
