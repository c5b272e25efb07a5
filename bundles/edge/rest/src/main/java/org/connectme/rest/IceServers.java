package org.connectme.rest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.connectme.core.ConsultationId;
import org.connectme.core.Sha256;
import org.connectme.core.Side;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * STUN and TURN servers for a participant. TURN credentials live for a limited time and are derived from the secret
 * shared with the TURN server: user {@code expiry:name}, password Base64(HMAC-SHA1(secret, user)), as coturn's
 * {@code use-auth-secret} expects (draft-uberti-behave-turn-rest-00).
 */
@Component(service = IceServers.class, configurationPid = "org.connectme.rest.ice")
@Designate(ocd = IceServers.Config.class)
public final class IceServers {

    private final List<String> stun;
    private final List<String> turn;
    private final String secret;
    private final long ttlSeconds;
    private final boolean relayOnly;

    @ObjectClassDefinition(name = "ConnectMe ICE servers")
    @interface Config {
        @AttributeDefinition(description = "STUN URLs, comma separated, such as stun:stun.example.org:3478")
        String stun() default "";

        @AttributeDefinition(
                description = "TURN URLs, comma separated, such as turn:turn.example.org:3478?transport=udp")
        String turn() default "";

        @AttributeDefinition(description = "The secret shared with the TURN server (coturn: static-auth-secret)")
        String turn_secret() default "";

        @AttributeDefinition(description = "How long TURN credentials are valid, seconds")
        long ttl_seconds() default 14_400;

        @AttributeDefinition(description = "Send media through TURN only, so that no side learns the other's address")
        boolean relay_only() default false;
    }

    /** RTCConfiguration of the W3C's WebRTC recommendation, as far as it is ours to say. */
    public record Ice(List<Server> iceServers, String iceTransportPolicy) {}

    /** RTCIceServer; user name and credential are empty for STUN. */
    public record Server(List<String> urls, String username, String credential) {}

    /** @throws IllegalArgumentException if the servers are named without their secret: every relay would turn us away */
    @Activate
    public IceServers(Config config) {
        this.stun = list(config.stun());
        this.turn = list(config.turn());
        this.secret = config.turn_secret();
        this.ttlSeconds = config.ttl_seconds();
        this.relayOnly = config.relay_only() && !turn.isEmpty();
        if (!turn.isEmpty() && secret.isBlank()) {
            throw new IllegalArgumentException("TURN servers are named (turn, CONNECTME_TURN) without the secret that"
                    + " they share (turn.secret, CONNECTME_TURN_SECRET). Set both, or neither.");
        }
    }

    Ice forParticipant(ConsultationId id, Side side) {
        List<Server> servers = new ArrayList<>();
        if (!stun.isEmpty()) {
            servers.add(new Server(stun, "", ""));
        }
        if (!turn.isEmpty()) {
            String name = Sha256.hex((id + "/" + side).getBytes(StandardCharsets.UTF_8))
                    .substring(0, 16);
            String user = Instant.now().plusSeconds(ttlSeconds).getEpochSecond() + ":" + name;
            servers.add(new Server(turn, user, credential(user)));
        }
        return new Ice(servers, relayOnly ? "relay" : "all");
    }

    private String credential(String user) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform has no HmacSHA1.", e);
        }
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .toList();
    }
}
