package org.connectme.agent.core.control;

import java.util.List;
import java.util.Optional;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Screen;

/**
 * Which screens the consultant may choose between: the one that the customer shows, and those that lie within it. Who
 * shows all monitors together lets the consultant pick one; who shows one shows nothing else. Confined to the control
 * thread.
 */
final class Choices {

    private final Parts parts;
    private String customers = "";
    private String consultants = "";

    Choices(Parts parts) {
        this.parts = parts;
    }

    /** None while nothing is shown. */
    List<Screen> in(MediaCall call) {
        String shown = call.shared().map(Screen::id).orElse("");
        if (!shown.equals(customers) && !shown.equals(consultants)) {
            customers = shown;
            consultants = "";
        }
        List<Screen> all = parts.media().stream()
                .flatMap(media -> media.screens().stream())
                .toList();
        Optional<Screen> widest =
                all.stream().filter(screen -> screen.id().equals(customers)).findFirst();
        return widest.map(around -> all.stream().filter(around::contains).toList())
                .orElse(List.of());
    }

    /** Shows one that is {@link #in} it, if this is its id. */
    void choose(String id, MediaCall call) {
        String shown = call.shared().map(Screen::id).orElse("");
        Optional<Screen> chosen =
                in(call).stream().filter(screen -> screen.id().equals(id)).findFirst();
        // Where the system asks the person for a screen, the same one again would bring them the same question.
        chosen.filter(screen -> !screen.id().equals(shown)).ifPresent(screen -> {
            consultants = id;
            call.share(screen);
        });
    }
}
