package org.connectme.agent.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.link.Json;
import org.jspecify.annotations.Nullable;

/** What the consultant's page is told about clipboard and files. Confined to the exchange's thread but for the call. */
final class Words {

    volatile @Nullable MediaCall call;

    /** @param more adds what the word is about */
    boolean say(String what, String request, String id, UnaryOperator<ObjectNode> more) {
        return say(more.apply(Json.object().put("t", what).put("c", request).put("id", id)));
    }

    /** It comes to nothing. @param why a stable code */
    void drop(String request, String id, String why) {
        say("drop", request, id, word -> word.put("why", why));
    }

    boolean say(JsonNode word) {
        MediaCall open = call;
        return open != null && open.send(Channel.EXCHANGE, Json.write(word));
    }
}
