package org.connectme.agent.ui.model;

/**
 * A button: what it says and what is meant by it.
 *
 * @param busy it was pressed and is not answered yet
 */
public record Choice(String label, Kind kind, Intent intent, boolean busy) {

    public enum Kind {
        USUAL,
        PRIMARY,
        DANGER,
        PLAIN
    }

    static Choice usual(String label, Intent intent) {
        return new Choice(label, Kind.USUAL, intent, false);
    }

    static Choice primary(String label, Intent intent, boolean busy) {
        return new Choice(label, Kind.PRIMARY, intent, busy);
    }

    static Choice danger(String label, Intent intent, boolean busy) {
        return new Choice(label, Kind.DANGER, intent, busy);
    }

    static Choice plain(String label, Intent intent) {
        return new Choice(label, Kind.PLAIN, intent, false);
    }
}
