package org.connectme.rest;

import java.time.Instant;
import java.util.List;
import org.connectme.core.journal.Evidence;
import org.connectme.wire.http.Endpoint;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Publishes the keys with which this installation's nodes sign evidence, for whoever checks a file. */
@Component
public final class SigningKeys implements Endpoint {

    private static final String PATH = "/api/signing-keys";

    private final Evidence evidence;
    private final Routes routes;

    @Activate
    public SigningKeys(@Reference Evidence evidence) {
        this.evidence = evidence;
        this.routes = new Routes().get(PATH, this::keys);
    }

    @Override
    public String prefix() {
        return PATH;
    }

    @Override
    public Response handle(Request request) {
        return routes.handle(request);
    }

    /** @param spki X.509 SubjectPublicKeyInfo of an Ed25519 key, hex; {@code id} is its SHA-256 */
    private record Key(String id, String node, Instant since, String spki) {}

    private record Keys(List<Key> keys) {}

    private Response keys(Request request) {
        List<Key> keys = evidence.signingKeys().stream()
                .map(key -> new Key(key.id(), key.node(), key.since(), key.spki()))
                .toList();
        return Response.json(200, Json.write(new Keys(keys)));
    }
}
