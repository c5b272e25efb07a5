package org.connectme.agent.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.ControlInput;
import org.connectme.agent.core.Injector;
import org.connectme.agent.core.Screen;

/**
 * One control's input: what the consultant's page says becomes keys, text, clicks and moves here, and nothing stays down
 * that the consultant no longer holds. Keeps time by the monotonic clock it is given. For one thread at a time.
 */
final class Translation implements ControlInput {

    static final int LONGEST_TEXT = 64;
    static final long SILENCE_NANOS = 2_000_000_000L;

    /** A hundred notches; nobody turns a wheel so far between two messages. */
    private static final double WIDEST_TURN = 12_000;

    private static final int BUTTONS = 5;

    private final LongSupplier nanoTime;
    private final HeldKeys keys = new HeldKeys();
    private final Set<Integer> buttons = new HashSet<>();
    private final Remainder wheelX = new Remainder();
    private final Remainder wheelY = new Remainder();
    private long newestMove = Long.MIN_VALUE;
    private long lastWord;

    Translation(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void take(Channel channel, JsonNode message, Injector injector, Screen shared) {
        switch (message.path("t").asText()) {
            case "key" -> key(message, injector);
            case "text" -> text(message, injector);
            case "button" -> button(message, injector, shared);
            case "wheel" -> wheel(message, injector, shared);
            case "move" -> move(message, injector, shared);
            case "held" -> held(message, injector);
            case "release" -> release(injector);
            default -> {
                // of a newer page, or none of ours
            }
        }
    }

    @Override
    public void tick(Injector injector) {
        boolean holds = !keys.isEmpty() || !buttons.isEmpty();
        if (holds && nanoTime.getAsLong() - lastWord > SILENCE_NANOS) {
            release(injector);
        }
    }

    private void key(JsonNode message, Injector injector) {
        String code = message.path("code").asText();
        JsonNode down = message.path("down");
        if (!Keys.codes().contains(code) || !down.isBoolean()) {
            return;
        }
        lastWord = nanoTime.getAsLong();
        if (down.booleanValue()) {
            keys.press(code, message.path("key").asText(), !buttons.isEmpty(), injector);
        } else {
            keys.release(code, injector);
        }
    }

    private void text(JsonNode message, Injector injector) {
        String text = message.path("text").asText();
        if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
            return;
        }
        String typed = typeable(text);
        if (!typed.isEmpty()) {
            keys.makeWayForText(injector);
            injector.text(typed);
        }
    }

    /** Line ends become one character, tabs stay; other control characters and halves of characters are no text. */
    private static String typeable(String text) {
        StringBuilder typed = new StringBuilder();
        text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .filter(character -> character == '\n' || character == '\t' || !Character.isISOControl(character))
                .filter(character -> Character.getType(character) != Character.SURROGATE)
                .forEach(typed::appendCodePoint);
        return typed.toString();
    }

    private void button(JsonNode message, Injector injector, Screen shared) {
        JsonNode button = message.path("button");
        JsonNode down = message.path("down");
        if (!button.isInt() || button.intValue() < 0 || button.intValue() >= BUTTONS || !down.isBoolean()) {
            return;
        }
        lastWord = nanoTime.getAsLong();
        point(message, injector, shared);
        if (down.booleanValue()) {
            keys.goDown(injector);
            buttons.add(button.intValue());
            injector.button(button.intValue(), true);
        } else if (buttons.remove(button.intValue())) {
            injector.button(button.intValue(), false);
        }
    }

    private void wheel(JsonNode message, Injector injector, Screen shared) {
        int dx = wheelX.whole(turn(message.path("dx")));
        int dy = wheelY.whole(turn(message.path("dy")));
        if (dx != 0 || dy != 0) {
            point(message, injector, shared);
            keys.goDown(injector);
            injector.wheel(dx, dy);
        }
    }

    private static double turn(JsonNode turn) {
        double value = turn.asDouble();
        return Double.isFinite(value) ? Math.max(-WIDEST_TURN, Math.min(WIDEST_TURN, value)) : 0;
    }

    private void move(JsonNode message, Injector injector, Screen shared) {
        JsonNode number = message.path("n");
        if (!number.canConvertToLong() || number.longValue() <= newestMove) {
            return;
        }
        newestMove = number.longValue();
        point(message, injector, shared);
    }

    private static void point(JsonNode message, Injector injector, Screen shared) {
        JsonNode x = message.path("x");
        JsonNode y = message.path("y");
        if (x.isNumber() && y.isNumber()) {
            injector.move(shared.pixelX(x.doubleValue()), shared.pixelY(y.doubleValue()));
        }
    }

    private void held(JsonNode message, Injector injector) {
        if (!message.path("keys").isArray() || !message.path("buttons").isArray()) {
            return;
        }
        lastWord = nanoTime.getAsLong();
        Set<String> heldKeys = new HashSet<>();
        message.path("keys").forEach(key -> heldKeys.add(key.asText()));
        keys.keepOnly(heldKeys, injector);
        Set<Integer> heldButtons = new HashSet<>();
        message.path("buttons").forEach(button -> heldButtons.add(button.asInt(-1)));
        List<Integer> let = new ArrayList<>(buttons);
        let.removeAll(heldButtons);
        let.forEach(button -> injector.button(button, false));
        buttons.retainAll(heldButtons);
    }

    private void release(Injector injector) {
        keys.forget();
        buttons.clear();
        wheelX.forget();
        wheelY.forget();
        injector.releaseAll();
    }

    /** Adds up turns of the wheel that are finer than what an injector takes. */
    private static final class Remainder {

        private double rest;

        int whole(double turn) {
            rest += turn;
            int whole = (int) rest;
            rest -= whole;
            return whole;
        }

        void forget() {
            rest = 0;
        }
    }
}
