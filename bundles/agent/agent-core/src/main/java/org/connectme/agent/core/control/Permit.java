package org.connectme.agent.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import org.connectme.agent.core.link.Json;
import org.connectme.agent.core.view.Consent.Scope;

/**
 * What the server says may be done under a consent, for a minute at most (docs/protocol.md, "Remote control").
 *
 * @param serial grows from each to the next
 */
record Permit(String consultation, String request, Scope scope, long serial, Instant issuedAt, Instant until) {

    /** Stands before the payload in what is signed, so that no other signature passes for a permit's. */
    private static final String PURPOSE = "connectme\ncontrol-permit/1\n";

    private static final int LONGEST = 4_096;
    private static final int VERSION = 1;

    /** A permit as it came: readable, but not yet believed. */
    record Claimed(Permit permit, String payload, byte[] signature) {

        /** Whether one of these keys made the signature. */
        boolean isSignedBy(Collection<PublicKey> keys) {
            byte[] statement = (PURPOSE + payload).getBytes(StandardCharsets.US_ASCII);
            return keys.stream().anyMatch(key -> matches(key, statement));
        }

        private boolean matches(PublicKey key, byte[] statement) {
            try {
                Signature verifier = Signature.getInstance("Ed25519");
                verifier.initVerify(key);
                verifier.update(statement);
                return verifier.verify(signature);
            } catch (GeneralSecurityException e) {
                // Not a signature, or not a key for one: it does not match.
                return false;
            }
        }
    }

    /** Reads payload and signature, each in base64url with a dot between; empty if it is no permit. */
    static Optional<Claimed> read(String text) {
        int dot = text.indexOf('.');
        if (text.length() > LONGEST || dot < 0) {
            return Optional.empty();
        }
        try {
            String payload = text.substring(0, dot);
            byte[] signature = Base64.getUrlDecoder().decode(text.substring(dot + 1));
            JsonNode said = Json.read(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
            if (said.path("v").asInt() != VERSION || !said.path("serial").isIntegralNumber()) {
                return Optional.empty();
            }
            Permit permit = new Permit(
                    said.path("consultation").asText(),
                    said.path("request").asText(),
                    Scope.valueOf(said.path("scope").asText()),
                    said.path("serial").asLong(),
                    Instant.parse(said.path("issuedAt").asText()),
                    Instant.parse(said.path("until").asText()));
            return Optional.of(new Claimed(permit, payload, signature));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
