package org.connectme.agent.control.wayland;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.connectme.agent.core.Finding;
import org.connectme.agent.core.Finding.Verdict;
import org.connectme.agent.core.Probe;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For the self-check: whether the system's portal and PipeWire are there, and what they can do. Asks the person nothing. */
@Component
public final class WaylandProbe implements Probe {

    private static final Logger logger = LoggerFactory.getLogger(WaylandProbe.class);

    private static final String TOPIC = "portal";

    private final WaylandDesk desk;

    @Activate
    public WaylandProbe(@Reference WaylandDesk desk) {
        this.desk = desk;
    }

    @Override
    public List<Finding> look() {
        if (!desk.serves()) {
            return List.of();
        }
        try (Portal portal = Portal.open(desk.environment())) {
            long screen = portal.number(DesktopSession.SCREEN_CAST, "version");
            long input = portal.number(DesktopSession.REMOTE_DESKTOP, "version");
            return List.of(finding(screen, input, pipeWire()));
        } catch (IOException e) {
            logger.info("The portal cannot be asked: {}", e.toString());
            return List.of(Finding.of(TOPIC, "none", Verdict.MISSING));
        }
    }

    /**
     * @param screen version of what lends the screen; 0 for none
     * @param input version of what lends keyboard and mouse; 0 for none
     * @param pipeWire its version; empty for none
     */
    static Finding finding(long screen, long input, String pipeWire) {
        if (screen == 0) {
            return Finding.of(TOPIC, "none", Verdict.MISSING);
        }
        if (pipeWire.isEmpty()) {
            return Finding.of(TOPIC, "no-pipewire", Verdict.MISSING);
        }
        Map<String, String> versions =
                Map.of("screen", Long.toString(screen), "input", Long.toString(input), "pipewire", pipeWire);
        return input == 0
                ? new Finding(TOPIC, "screen-only", Verdict.LIMITED, versions)
                : new Finding(TOPIC, "there", Verdict.GOOD, versions);
    }

    private static String pipeWire() {
        try {
            return PipeWire.load().pw_get_library_version().getString(0);
        } catch (LinkageError e) {
            logger.info("PipeWire is not there: {}", e.toString());
            return "";
        }
    }
}
