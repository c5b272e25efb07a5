package org.connectme.agent.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.connectme.agent.core.ControlState;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.link.Json;
import org.connectme.agent.core.link.Loop;
import org.jspecify.annotations.Nullable;

/** What the consultant's page is told past the server. Confined to the control thread. */
final class Console {

    private static final long REFUSAL_NANOS = 1_000_000_000L;

    private final Choices choices;
    private final Loop loop;
    private @Nullable MediaCall call;
    private boolean isOpen;
    private String told = "";
    private String toldScreens = "";
    private @Nullable Long refusedNanos;

    Console(Choices choices, Loop loop) {
        this.choices = choices;
        this.loop = loop;
    }

    void reaches(@Nullable MediaCall newest) {
        call = newest;
        open(isOpen && newest != null);
    }

    /** A page that was away knows nothing: it is told all again. */
    void open(boolean open) {
        isOpen = open;
        told = "";
        toldScreens = "";
    }

    /** Told once for each change. */
    void state(ControlState state) {
        ObjectNode telling = Json.object()
                .put("t", "control")
                .put("state", state.mode().name())
                .put("request", state.request())
                .put("why", state.why());
        String text = Json.write(telling);
        if (!text.equals(told) && send(telling)) {
            told = text;
        }
    }

    /** Told once for each change. What a window is called stays here: only its picture leaves. */
    void screens() {
        MediaCall current = call;
        if (current == null || !isOpen) {
            return;
        }
        ObjectNode telling = Json.object().put("t", "screens");
        ArrayNode list = telling.putArray("screens");
        choices.in(current)
                .forEach(screen -> list.addObject()
                        .put("id", screen.id())
                        .put("name", screen.isWindow() ? "" : screen.name())
                        .put("width", screen.width())
                        .put("height", screen.height()));
        telling.put("shown", current.shared().map(Screen::id).orElse(null));
        String text = Json.write(telling);
        if (!text.equals(toldScreens) && send(telling)) {
            toldScreens = text;
        }
    }

    /** At most once a second: who sends nonsense gets no flood back. */
    void refuse(String code) {
        long now = loop.nanos();
        if (refusedNanos != null && now - refusedNanos < REFUSAL_NANOS) {
            return;
        }
        refusedNanos = now;
        send(Json.object().put("t", "refused").put("code", code));
    }

    /** @param at as the page said it */
    void pong(JsonNode at) {
        if (at.isNumber()) {
            send(Json.object().put("t", "pong").set("at", at));
        }
    }

    private boolean send(JsonNode message) {
        MediaCall current = call;
        return current != null && isOpen && current.send(Json.write(message));
    }
}
