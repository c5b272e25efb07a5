package org.connectme.agent.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.connectme.agent.core.Injector;

/**
 * The keys that the consultant holds, and what became of them here.
 *
 * <p>Shift and AltGr mostly serve to write a character, which arrives as text. So they wait until something else than
 * text needs them; and modifiers that are down are lifted while text comes in, for A with Ctrl is no A.
 */
final class HeldKeys {

    private enum State {
        /** Not pressed here yet. */
        WAITING,
        DOWN,
        /** Not down here, because text came. */
        LIFTED
    }

    private static final class Held {
        final String position;
        State state;

        Held(String position, State state) {
            this.position = position;
            this.state = state;
        }
    }

    private static final Set<String> WRITING = Set.of("ShiftLeft", "ShiftRight", "AltRight");
    private static final Set<String> COMMANDING =
            Set.of("ControlLeft", "ControlRight", "AltLeft", "MetaLeft", "MetaRight");

    private final Map<String, Held> held = new LinkedHashMap<>();

    boolean isEmpty() {
        return held.isEmpty();
    }

    /**
     * @param label what the key writes on the consultant's keyboard; empty if that is not known
     * @param atOnce whether modifiers must not wait, as when something is dragged
     */
    void press(String code, String label, boolean atOnce, Injector injector) {
        Held before = held.get(code);
        if (before != null) {
            if (before.state == State.DOWN && !isModifier(code)) {
                injector.key(before.position, true);
            }
            return;
        }
        if (WRITING.contains(code) && !atOnce) {
            held.put(code, new Held(code, State.WAITING));
            return;
        }
        if (!isModifier(code)) {
            goDown(injector);
        }
        String position = isModifier(code) ? code : position(code, label, injector);
        held.put(code, new Held(position, State.DOWN));
        injector.key(position, true);
    }

    /**
     * A shortcut goes by its letter: where this computer's layout has it; else where programs look for it in a layout
     * without Latin letters, which is where it is in the United States; else by the consultant's own place of it.
     */
    private String position(String code, String label, Injector injector) {
        boolean shortcut = held.keySet().stream().anyMatch(COMMANDING::contains);
        if (!shortcut || label.codePointCount(0, label.length()) != 1) {
            return code;
        }
        int letter = Character.toLowerCase(label.codePointAt(0));
        return injector.position(letter).or(() -> latin(letter)).orElse(code);
    }

    private static Optional<String> latin(int letter) {
        boolean isLatin = letter >= 'a' && letter <= 'z';
        return isLatin ? Optional.of("Key" + Character.toString(Character.toUpperCase(letter))) : Optional.empty();
    }

    void release(String code, Injector injector) {
        Held key = held.remove(code);
        if (key == null) {
            return;
        }
        if (key.state == State.WAITING) {
            injector.key(key.position, true);
        }
        if (key.state != State.LIFTED) {
            injector.key(key.position, false);
        }
    }

    /** Presses the modifiers that are held but not down. */
    void goDown(Injector injector) {
        for (Held key : held.values()) {
            if (key.state != State.DOWN) {
                key.state = State.DOWN;
                injector.key(key.position, true);
            }
        }
    }

    void makeWayForText(Injector injector) {
        held.forEach((code, key) -> {
            if (!isModifier(code)) {
                return;
            }
            if (key.state == State.DOWN) {
                injector.key(key.position, false);
            }
            key.state = State.LIFTED;
        });
    }

    /** Lets go of what is not among these; without a tap for those that never went down. */
    void keepOnly(Set<String> codes, Injector injector) {
        List<String> gone =
                held.keySet().stream().filter(code -> !codes.contains(code)).toList();
        for (String code : gone) {
            Held key = held.remove(code);
            if (key.state == State.DOWN) {
                injector.key(key.position, false);
            }
        }
    }

    void forget() {
        held.clear();
    }

    private static boolean isModifier(String code) {
        return WRITING.contains(code) || COMMANDING.contains(code);
    }
}
