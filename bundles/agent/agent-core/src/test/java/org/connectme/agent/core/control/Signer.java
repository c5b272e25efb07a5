package org.connectme.agent.core.control;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/** A node of a server, which signs permits. */
public final class Signer {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair pair;

    public Signer() {
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    PublicKey key() {
        return pair.getPublic();
    }

    public String spki() {
        return HexFormat.of().formatHex(key().getEncoded());
    }

    public String permit(String consultation, String request, String scope, long serial, Instant from, Instant until) {
        return sign(
                "connectme\ncontrol-permit/1\n",
                "{\"v\":1,\"consultation\":\"" + consultation + "\",\"request\":\"" + request + "\",\"scope\":\""
                        + scope + "\",\"serial\":" + serial + ",\"issuedAt\":\"" + from + "\",\"until\":\"" + until
                        + "\"}");
    }

    String sign(String purpose, String payload) {
        try {
            String text = BASE64.encodeToString(payload.getBytes(StandardCharsets.UTF_8));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update((purpose + text).getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
