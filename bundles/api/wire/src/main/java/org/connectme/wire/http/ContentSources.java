package org.connectme.wire.http;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Origins other than our own that one page may load scripts, frames and data from, such as a payment service's.
 * Registered as a service; any thread; must not block.
 */
@ConsumerType
public interface ContentSources {

    /** The page's path, such as "/join"; every other page stays as it is. */
    String page();

    /** Such as {@code https://js.example.com} or {@code https://*.example.com}; anything else is left out. */
    Set<String> origins();
}
