package org.connectme.journal;

import org.connectme.core.ConsultationId;

/** Hears of every append of this node, after its commit and on the thread that appended: must not block or throw. */
public interface GrowthListener {

    void grown(ConsultationId id, int length);
}
