package org.connectme.agent.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.connectme.agent.core.Result;
import org.connectme.agent.core.Transfer.Kind;
import org.connectme.agent.core.link.Json;
import org.connectme.agent.core.link.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the server what went over, for the journal; again and again while it cannot be reached. */
final class Passed {

    private static final Logger logger = LoggerFactory.getLogger(Passed.class);
    private static final String API = "/api/customer/";
    private static final long AGAIN_MILLIS = 5_000;
    private static final int TRIES = 60;

    private final BiFunction<String, JsonNode, CompletableFuture<Result<JsonNode>>> post;
    private final Loop loop;

    /** @param post how something is said to the server, by its path */
    Passed(BiFunction<String, JsonNode, CompletableFuture<Result<JsonNode>>> post, Loop loop) {
        this.post = post;
        this.loop = loop;
    }

    /** @param from CUSTOMER or CONSULTANT; neither names nor texts, and of texts no size and no hash either */
    void note(Kind kind, String request, String transfer, String from, long bytes, String sha256) {
        ObjectNode body =
                Json.object().put("request", request).put("transfer", transfer).put("from", from);
        if (kind == Kind.TEXT) {
            logger.info("Text of the clipboard went over, from the {}", from);
            post("text-passed", body, 1);
        } else {
            logger.info("A file of {} bytes went over, from the {}", bytes, from);
            post("file-passed", body.put("bytes", bytes).put("sha256", sha256), 1);
        }
    }

    private void post(String path, JsonNode body, int tried) {
        post.apply(API + path, body).thenAccept(result -> {
            if (!(result instanceof Result.Refused<JsonNode> refused)) {
                return;
            }
            boolean isPassing =
                    refused.problem().status() == 0 || refused.problem().status() / 100 == 5;
            if (isPassing && tried < TRIES) {
                loop.after(AGAIN_MILLIS, () -> post(path, body, tried + 1));
            } else {
                logger.warn(
                        "What went over could not be noted: {}",
                        refused.problem().code());
            }
        });
    }
}
