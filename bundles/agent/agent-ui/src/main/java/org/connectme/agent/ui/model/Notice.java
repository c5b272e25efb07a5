package org.connectme.agent.ui.model;

import java.util.List;
import org.connectme.agent.ui.look.Icon;

/**
 * A sentence about how things stand, with what can be done about it.
 *
 * @param key the same as long as it is the same trouble: counting seconds are for the eye, the ear hears it once
 */
public record Notice(String key, Kind kind, Icon icon, String text, List<Choice> choices) {

    public enum Kind {
        INFO("info", Icon.INFO),
        LIVE("live", Icon.CHECK),
        STILL("still", Icon.PAUSE),
        ALERT("alert", Icon.ALERT);

        private final String token;
        private final Icon icon;

        Kind(String token, Icon icon) {
            this.token = token;
            this.icon = icon;
        }

        /** The token of its colour. */
        public String token() {
            return token;
        }
    }

    public Notice {
        choices = List.copyOf(choices);
    }

    static Notice of(String key, Kind kind, String text, Choice... choices) {
        return new Notice(key, kind, kind.icon, text, List.of(choices));
    }

    static Notice of(String key, Kind kind, Icon icon, String text, Choice... choices) {
        return new Notice(key, kind, icon, text, List.of(choices));
    }
}
