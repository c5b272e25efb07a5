package org.connectme.plugin.tck;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/** The clock that the service goes by. */
@ConsumerType
public interface Time {

    Instant now();

    /** Sets it forward; holds that end in this span are expired afterwards. */
    void pass(Duration span);
}
