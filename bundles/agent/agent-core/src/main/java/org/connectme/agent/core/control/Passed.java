package org.connectme.agent.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import org.connectme.agent.core.Result;
import org.connectme.agent.core.link.Loop;
import org.connectme.agent.core.link.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the server what went over, for the journal; again and again while it cannot be reached. */
final class Passed {

    private static final Logger logger = LoggerFactory.getLogger(Passed.class);
    private static final String API = "/api/customer/";
    private static final long AGAIN_MILLIS = 5_000;
    private static final int TRIES = 60;

    private final Server server;
    private final Loop loop;

    Passed(Server server, Loop loop) {
        this.server = server;
        this.loop = loop;
    }

    void note(String path, JsonNode body) {
        note(path, body, 1);
    }

    private void note(String path, JsonNode body, int tried) {
        server.post(API + path, body).thenAccept(result -> {
            if (!(result instanceof Result.Refused<JsonNode> refused)) {
                return;
            }
            boolean isPassing =
                    refused.problem().status() == 0 || refused.problem().status() / 100 == 5;
            if (isPassing && tried < TRIES) {
                loop.after(AGAIN_MILLIS, () -> note(path, body, tried + 1));
            } else {
                logger.warn(
                        "What went over could not be noted: {}",
                        refused.problem().code());
            }
        });
    }
}
