package org.connectme.wire.http;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Figures of one part of the server for {@code /metrics}. Registered as a service; any thread; must not block. */
@ConsumerType
public interface Gauges {

    /** By name in Prometheus' form, such as {@code connectme_payment_in_doubt}; labels may follow in braces. */
    Map<String, Long> gauges();
}
