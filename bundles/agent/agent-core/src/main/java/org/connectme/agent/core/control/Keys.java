package org.connectme.agent.core.control;

import java.util.ArrayList;
import java.util.List;
import org.connectme.agent.core.GlobalKeys;
import org.connectme.agent.core.InjectorFailed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the keys for STOP and the private moment while a consent stands. Confined to the control thread. */
final class Keys {

    private static final Logger logger = LoggerFactory.getLogger(Keys.class);

    private final Parts parts;
    private final Runnable stop;
    private final Runnable privateMoment;
    private final List<GlobalKeys.Grab> grabs = new ArrayList<>();
    private @Nullable GlobalKeys held;

    Keys(Parts parts, Runnable stop, Runnable privateMoment) {
        this.parts = parts;
        this.stop = stop;
        this.privateMoment = privateMoment;
    }

    /** Called often: what gives the keys may be replaced meanwhile. */
    void hold(boolean hold) {
        GlobalKeys from = hold ? parts.globalKeys().orElse(null) : null;
        if (from == held) {
            return;
        }
        held = from;
        grabs.forEach(GlobalKeys.Grab::close);
        grabs.clear();
        if (from != null) {
            grab(from, GlobalKeys.Key.STOP, stop);
            grab(from, GlobalKeys.Key.PRIVATE_MOMENT, privateMoment);
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
