package org.connectme.remote.control;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.connectme.core.ConsultationId;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.evidence.CanonicalJson;
import org.connectme.core.journal.NodeSigner;
import org.connectme.core.journal.NodeSigner.Purpose;

/**
 * What the agent app is told.
 *
 * @param request of the consent that stands
 * @param scope   as given, which may be less than asked for
 * @param serial  grows from each permit to the next
 */
record Permit(ConsultationId consultation, String request, Scope scope, long serial, Instant issuedAt, Instant until) {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** The payload and the signature over it, each in base64url, with a dot between. */
    String signedBy(NodeSigner signer) {
        String payload = BASE64.encodeToString(json().getBytes(StandardCharsets.UTF_8));
        return payload + "." + BASE64.encodeToString(signer.sign(Purpose.CONTROL_PERMIT, payload));
    }

    private String json() {
        return CanonicalJson.write(Map.of(
                "v", 1,
                "consultation", consultation.toString(),
                "request", request,
                "scope", scope.name(),
                "serial", serial,
                "issuedAt", issuedAt.toString(),
                "until", until.toString()));
    }
}
