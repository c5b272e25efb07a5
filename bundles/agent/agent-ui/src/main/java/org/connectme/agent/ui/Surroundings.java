package org.connectme.agent.ui;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Finding;
import org.connectme.agent.ui.words.Language;
import org.jspecify.annotations.Nullable;

/** What the window needs of the computer around it. But for the clock, each call may take seconds. */
interface Surroundings {

    /** The monotonic clock. */
    default long nanos() {
        return System.nanoTime();
    }

    /** Opens the system's browser; false when there is none. */
    boolean browse(URI address);

    /**
     * Keeps a file where the person finds what was downloaded, beside what is there already.
     *
     * @param name such as "receipt.pdf"
     * @return where it is now
     * @throws IOException when it cannot be written
     */
    Path download(String name, byte[] content) throws IOException;

    /** For the next start. */
    void remember(Language language);

    /** For the next start. */
    void remember(Device device);

    /** Which one was chosen, in this start or an earlier one: its id. */
    Optional<String> device(Device.Kind kind);

    /** For the next start, and the next file. @param folder null takes the usual one */
    void rememberFolder(@Nullable Path folder);

    /** Puts text into the clipboard; false when there is none. On the event thread. */
    boolean copy(String text);

    /**
     * What the system itself says, for the self-check.
     *
     * @param files where the consultant's files would go
     */
    List<Finding> look(Path files);

    /** The window was closed: ends the app. */
    void quit();
}
