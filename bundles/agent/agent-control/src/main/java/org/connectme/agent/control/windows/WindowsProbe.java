package org.connectme.agent.control.windows;

import java.util.List;
import org.connectme.agent.core.Finding;
import org.connectme.agent.core.Finding.Verdict;
import org.connectme.agent.core.Probe;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Windows asks nothing before an app may press keys in programs of the same person. */
@Component
public final class WindowsProbe implements Probe {

    @Activate
    public WindowsProbe() {}

    @Override
    public List<Finding> look() {
        return System.getProperty("os.name").startsWith("Windows")
                ? List.of(Finding.of("input", "there", Verdict.GOOD))
                : List.of();
    }
}
