package org.connectme.agent.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.connectme.agent.core.Result;
import org.connectme.agent.core.link.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys with which the nodes of the server sign, as the server itself says. Thread-safe. */
final class Keyring {

    private static final Logger logger = LoggerFactory.getLogger(Keyring.class);
    private static final String PATH = "/api/signing-keys";
    private static final int MOST = 1_000;

    private final Supplier<CompletableFuture<Result<JsonNode>>> published;
    private volatile List<PublicKey> keys = List.of();

    Keyring(Server server) {
        this(() -> server.get(PATH));
    }

    /** @param published the server's answer to where its keys are */
    Keyring(Supplier<CompletableFuture<Result<JsonNode>>> published) {
        this.published = published;
    }

    List<PublicKey> keys() {
        return keys;
    }

    /** Asks for them again; done whether or not they came. */
    CompletableFuture<Void> refresh() {
        return published.get().thenAccept(result -> {
            if (result instanceof Result.Done<JsonNode> done) {
                keys = read(done.value());
            } else {
                logger.warn("The server's keys could not be had: {}", ((Result.Refused<JsonNode>) result).problem());
            }
        });
    }

    private static List<PublicKey> read(JsonNode answer) {
        List<PublicKey> found = new ArrayList<>();
        for (JsonNode key : answer.path("keys")) {
            if (found.size() == MOST) {
                break;
            }
            try {
                byte[] spki = HexFormat.of().parseHex(key.path("spki").asText());
                found.add(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                logger.warn("The server has a key that is none: {}", e.toString());
            }
        }
        return List.copyOf(found);
    }
}
