package org.connectme.agent.core;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Looks whether some part of this computer does what a call needs. Whoever knows a part offers one of these. */
@ConsumerType
public interface Probe {

    /** What it is like now. May take seconds; changes nothing, and asks nothing of the person. Any thread. */
    List<Finding> look();
}
