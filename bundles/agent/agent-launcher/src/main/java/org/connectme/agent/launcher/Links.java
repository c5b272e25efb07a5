package org.connectme.agent.launcher;

import java.awt.Desktop;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Links of {@code connectme:} on macOS, which hands them to the running app and not to its start. */
final class Links {

    private static final Logger logger = LoggerFactory.getLogger(Links.class);

    private Links() {}

    /** @param opened told the access code of each link for this server, on the thread of the windows */
    static void hear(String system, URI server, Consumer<String> opened) {
        // Elsewhere links are arguments, and asking would start the windows before their time.
        if (system.startsWith("Mac") && Desktop.getDesktop().isSupported(Desktop.Action.APP_OPEN_URI)) {
            Desktop.getDesktop()
                    .setOpenURIHandler(event -> code(event.getURI(), server).ifPresent(opened));
        }
    }

    /** Anybody can write a link: one that is none, or is for another server than this app's, is left alone. */
    static Optional<String> code(URI link, URI server) {
        try {
            Options options = Options.parse(List.of(link.toString()));
            if (options.server() == null || options.server().equals(server)) {
                return Optional.of(options.code());
            }
            logger.info("A link for another server was left alone");
        } catch (Options.Wrong e) {
            logger.info("A link was left alone: {}", e.getMessage());
        }
        return Optional.empty();
    }
}
