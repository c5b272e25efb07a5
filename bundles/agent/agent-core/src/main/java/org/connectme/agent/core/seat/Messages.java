package org.connectme.agent.core.seat;

import com.fasterxml.jackson.databind.JsonNode;
import org.connectme.agent.core.link.Json;

/** What this side says over the socket: protocol.ts, {@code PageMessage}. */
final class Messages {

    static final String API = "/api/customer/";
    static final String SOCKET = "/ws/customer";

    private Messages() {}

    /** From here on this side counts as present. */
    static JsonNode join() {
        return Json.object().put("t", "join");
    }

    static JsonNode signal(JsonNode data) {
        return Json.object().put("t", "signal").set("d", data);
    }

    static JsonNode chat(String id, String text) {
        return Json.object().put("t", "chat").put("id", id).put("text", text);
    }
}
