package org.connectme.wire.http;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers requests below a path. Registered as a service; the longest prefix wins; several threads at once. While it
 * is being replaced the gateway holds requests for up to 2 s.
 */
@ConsumerType
public interface Endpoint {

    /** Such as "/api/customer/": begins and ends with a slash, or is one whole path. */
    String prefix();

    /** Bodies above this are refused with 413 before this endpoint sees them. Bytes. */
    default int maxBodyBytes() {
        return 64 * 1024;
    }

    /**
     * Called by other servers, which send no Origin of ours and have no cookie: whoever calls proves itself by what it sends.
     * Changes by others than the own pages are refused for every other endpoint.
     */
    default boolean isForServers() {
        return false;
    }

    /** An exception becomes a 500 that tells nothing, and an ERROR in the log. */
    Response handle(Request request);
}
