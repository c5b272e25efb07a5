package org.connectme.agent.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.ControlInput;
import org.connectme.agent.core.GlobalKeys;
import org.connectme.agent.core.Injector;
import org.connectme.agent.core.InjectorFactory;
import org.connectme.agent.core.InjectorFailed;
import org.connectme.agent.core.OwnWindows;
import org.connectme.agent.core.Screen;

/** A computer's desktop that remembers what was done to it. */
public final class Desktop implements Injector, InjectorFactory, OwnWindows, GlobalKeys, ControlInput.Factory {

    public volatile boolean ownWindow;
    public volatile boolean pointerOnOwn;
    public volatile boolean focused;
    public volatile boolean stopVisible = true;
    public volatile boolean refuses;
    public volatile Runnable stopKey = () -> {};
    private final List<String> did = new CopyOnWriteArrayList<>();

    public List<String> did() {
        return did;
    }

    /** What the other bundles of the app would bring. */
    public static Parts parts(Desktop desktop, TestMedia media) {
        Parts parts = new Parts();
        parts.windows = desktop;
        parts.input = desktop;
        parts.injectors = List.of(desktop);
        parts.globalKeys = List.of(desktop);
        parts.media = media;
        return parts;
    }

    /** As when its bundle is updated. */
    public static void replaceMedia(Parts parts, TestMedia media) {
        parts.media = media;
    }

    @Override
    public void key(String code, boolean down) {
        did.add("key " + code + (down ? " down" : " up"));
    }

    @Override
    public void text(String text) {
        did.add("text " + text);
    }

    @Override
    public void move(int x, int y) {
        did.add("move " + x + "," + y);
    }

    @Override
    public void button(int button, boolean down) {
        did.add("button " + button + (down ? " down" : " up"));
    }

    @Override
    public void wheel(int dx, int dy) {
        did.add("wheel " + dx + "," + dy);
    }

    @Override
    public void releaseAll() {
        did.add("release");
    }

    @Override
    public void close() {
        did.add("close");
    }

    @Override
    public boolean serves() {
        return true;
    }

    @Override
    public Injector open() throws InjectorFailed {
        if (refuses) {
            throw new InjectorFailed("control.no-xtest", "refused by the test");
        }
        did.add("open");
        return this;
    }

    @Override
    public Grab grab(Key key, Runnable pressed) {
        if (key == Key.STOP) {
            stopKey = pressed;
        }
        return () -> {};
    }

    @Override
    public boolean isStopVisible() {
        return stopVisible;
    }

    @Override
    public boolean hasFocus() {
        return focused;
    }

    @Override
    public boolean covers(int x, int y) {
        return ownWindow;
    }

    @Override
    public boolean hasPointer() {
        return pointerOnOwn;
    }

    @Override
    public void point(int x, int y) {
        did.add("point " + x + "," + y);
    }

    /** The least of a translation: enough to see what gets through. */
    @Override
    public ControlInput begin() {
        return new ControlInput() {
            @Override
            public void take(Channel channel, JsonNode message, Injector injector, Screen shared) {
                switch (message.path("t").asText()) {
                    case "key" ->
                        injector.key(
                                message.path("code").asText(),
                                message.path("down").asBoolean());
                    case "text" -> injector.text(message.path("text").asText());
                    case "move" ->
                        injector.move(
                                shared.pixelX(message.path("x").asDouble()),
                                shared.pixelY(message.path("y").asDouble()));
                    default -> injector.releaseAll();
                }
            }

            @Override
            public void tick(Injector injector) {}
        };
    }
}
