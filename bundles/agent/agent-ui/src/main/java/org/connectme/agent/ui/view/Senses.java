package org.connectme.agent.ui.view;

import org.connectme.agent.core.Frame;

/** Who gets what is seen and heard before the call; any thread. */
public interface Senses {

    void picture(Frame picture);

    /** @param loudness from 0 to 1 */
    void level(double loudness);
}
