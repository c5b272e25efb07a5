package org.connectme.payment.plugin.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.connectme.plugin.tutorial.Tutorial;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/partners/payment-plugin.md word by word. */
class TutorialTest {

    /** Of 147; the others ask for abilities that a first plug-in does not name. */
    private static final int PROVED = 90;

    @TempDir
    private static Path folder;

    private static Tutorial tutorial;

    @BeforeAll
    static void followIt() throws IOException, InterruptedException {
        tutorial = Tutorial.follow("payment-plugin.md", folder);
    }

    @Test
    void whatIsPrintedIsWhatTheTutorialSays() {
        tutorial.keepsItsPromises();
    }

    @Test
    void theKitProvesMostOfThePlugIn() {
        tutorial.proves(PROVED);
    }

    @Test
    void thePlugInIsABundleThatNeedsOfUsTheSpiOnly() throws IOException {
        assertThat(tutorial.bundleNeedsTheSpiOnly("payment")).contains("form/form.js");
    }
}
