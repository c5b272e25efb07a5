package org.connectme.agent.control.x11;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.connectme.agent.control.Keys;
import org.connectme.agent.control.Keys.At;
import org.connectme.agent.control.Keys.Platform;

/**
 * The keyboard layout as programs of an X display see it, also where that display is one within a Wayland desktop. For one
 * thread at a time.
 */
public final class TypedLayout implements AutoCloseable {

    private final XConnection display;
    private final Map<Integer, String> codes = new HashMap<>();

    private TypedLayout(XConnection display) {
        this.display = display;
        for (String code : Keys.codes()) {
            if (Keys.position(Platform.LINUX, code) instanceof At at) {
                codes.put(at.number() + X11Injector.KERNEL, code);
            }
        }
    }

    public static TypedLayout open(Map<String, String> environment) throws IOException {
        return new TypedLayout(XConnection.open(environment));
    }

    /** Every character that some key writes, with whichever modifiers and in whichever group of the layout. */
    public Set<Integer> characters() throws IOException {
        Set<Integer> characters = new HashSet<>();
        for (KeyboardMap.Row row : KeyboardMap.read(display).rows()) {
            row.keysyms().forEach(keysym -> characters.add(Keysyms.codePoint(keysym)));
        }
        display.forgetEvents();
        return characters;
    }

    /** The key that writes this character alone or with Shift, as KeyboardEvent.code. */
    public Optional<String> position(int codePoint) throws IOException {
        Optional<String> code =
                KeyboardMap.read(display).stroke(codePoint, 0).map(stroke -> codes.get(stroke.keycode()));
        display.forgetEvents();
        return code;
    }

    /** The keysym that stands for a character. */
    public static int keysym(int codePoint) {
        return Keysyms.of(codePoint);
    }

    @Override
    public void close() throws IOException {
        display.close();
    }
}
