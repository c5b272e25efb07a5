package org.connectme.agent.control.macos;

import com.sun.jna.Native;
import java.util.List;
import org.connectme.agent.core.Finding;
import org.connectme.agent.core.Finding.Verdict;
import org.connectme.agent.core.Probe;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether macOS lets this app press keys. Asks the system, not the person. */
@Component
public final class MacProbe implements Probe {

    @Activate
    public MacProbe() {}

    @Override
    public List<Finding> look() {
        if (!System.getProperty("os.name").startsWith("Mac")) {
            return List.of();
        }
        try {
            boolean allowed = Native.load("ApplicationServices", Quartz.class).CGPreflightPostEventAccess() != 0;
            return List.of(
                    allowed
                            ? Finding.of("input", "there", Verdict.GOOD)
                            : Finding.of("input", "not-allowed", Verdict.LIMITED));
        } catch (LinkageError e) {
            return List.of(Finding.of("input", "unavailable", Verdict.MISSING));
        }
    }
}
