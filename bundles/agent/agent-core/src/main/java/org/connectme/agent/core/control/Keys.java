package org.connectme.agent.core.control;

import java.util.ArrayList;
import java.util.List;
import org.connectme.agent.core.GlobalKeys;
import org.connectme.agent.core.InjectorFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the keys for STOP and the private moment while a consent stands. Confined to the control thread. */
final class Keys {

    private static final Logger logger = LoggerFactory.getLogger(Keys.class);

    private final Parts parts;
    private final Runnable stop;
    private final Runnable privateMoment;
    private final List<GlobalKeys.Grab> grabs = new ArrayList<>();
    private boolean held;

    Keys(Parts parts, Runnable stop, Runnable privateMoment) {
        this.parts = parts;
        this.stop = stop;
        this.privateMoment = privateMoment;
    }

    void hold(boolean hold) {
        if (hold == held) {
            return;
        }
        held = hold;
        if (hold) {
            parts.globalKeys().ifPresent(keys -> {
                grab(keys, GlobalKeys.Key.STOP, stop);
                grab(keys, GlobalKeys.Key.PRIVATE_MOMENT, privateMoment);
            });
        } else {
            grabs.forEach(GlobalKeys.Grab::close);
            grabs.clear();
        }
    }

    private void grab(GlobalKeys keys, GlobalKeys.Key key, Runnable pressed) {
        try {
            grabs.add(keys.grab(key, pressed));
        } catch (InjectorFailed e) {
            // STOP stays on the screen; only its key is somebody else's.
            logger.warn("The key for {} cannot be had: {}", key, e.toString());
        }
    }
}
