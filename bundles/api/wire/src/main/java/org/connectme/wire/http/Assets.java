package org.connectme.wire.http;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Pages and their files. Files with a hash in their name never change; the gateway serves old ones for a day. */
@ConsumerType
public interface Assets {

    /** Such as "/join": this path answers with the page {@code index.html}, and files lie below {@code prefix + "/"}. */
    String prefix();

    /** @param name such as "index.html" or "assets/main-4f3a.js"; never with ".." */
    Optional<Asset> find(String name);

    /** @param immutable the name carries a hash of the content */
    record Asset(byte[] bytes, String contentType, boolean immutable) {}
}
