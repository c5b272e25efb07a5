package org.connectme.itests.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketFrame;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.connectme.itests.server.Api;

/** Notices in a page what a person would see and hear, and what the server told it. */
final class Witness {

    /** Runs before the page's own code and keeps its connections, for their statistics. */
    static final String SCRIPT = """
            (() => {
              const peers = [];
              window.RTCPeerConnection = class extends window.RTCPeerConnection {
                constructor(...how) {
                  super(...how);
                  peers.push(this);
                }
              };
              window.inbound = async (kind, figure) => {
                let sum = 0;
                for (const peer of peers) {
                  if (peer.connectionState !== 'connected') continue;
                  (await peer.getStats()).forEach((entry) => {
                    if (entry.type === 'inbound-rtp' && entry.kind === kind) sum += entry[figure] ?? 0;
                  });
                }
                return sum;
              };
              window.connections = () => peers.filter((peer) => peer.connectionState === 'connected').length;
            })();
            """;

    private final Page page;
    private final List<JsonNode> views = new CopyOnWriteArrayList<>();

    Witness(Page page) {
        this.page = page;
        page.onWebSocket(socket -> socket.onFrameReceived(this::received));
    }

    /** Every view that came over the page's sockets, in order. */
    List<JsonNode> views() {
        return List.copyOf(views);
    }

    double framesDecoded() {
        return inbound("video", "framesDecoded");
    }

    /** Grows with what is loud only: silence adds nothing. */
    double soundEnergy() {
        return inbound("audio", "totalAudioEnergy");
    }

    /** Calls this page has open now; one more would be a ghost. */
    int connections() {
        return ((Number) page.evaluate("() => connections()")).intValue();
    }

    private double inbound(String kind, String figure) {
        return ((Number) page.evaluate("([kind, figure]) => inbound(kind, figure)", List.of(kind, figure)))
                .doubleValue();
    }

    private void received(WebSocketFrame frame) {
        if (frame.text() == null || !frame.text().contains("\"view\"")) {
            return;
        }
        try {
            JsonNode message = Api.JSON.readTree(frame.text()).path("m");
            if (message.path("t").asText().equals("view")) {
                views.add(message.path("view"));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
