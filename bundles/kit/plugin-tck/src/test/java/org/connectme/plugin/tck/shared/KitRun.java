package org.connectme.plugin.tck.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What became of the cases of a kit, by name. */
public record KitRun(Set<String> proved, Map<String, String> failed, Map<String, String> skipped) {

    /** Runs a kit as an author would. */
    public static KitRun of(Class<?> kit) {
        KitRun run = new KitRun(new TreeSet<>(), new TreeMap<>(), new TreeMap<>());
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(kit))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                String name = test.getLegacyReportingName().replace("()", "");
                String reason = result.getThrowable()
                        .map(thrown -> String.valueOf(thrown.getMessage()))
                        .orElse("");
                switch (result.getStatus()) {
                    case SUCCESSFUL -> {
                        if (test.isTest()) {
                            run.proved().add(name);
                        }
                    }
                    case FAILED -> run.failed().put(name, reason);
                    case ABORTED -> run.skipped().put(name, reason.replace("Assumption failed: ", ""));
                }
            }
        });
        return run;
    }

    /** The case that is meant for it failed, and those that cannot but see it too; no other. */
    public void isCaughtBy(String meant, Set<String> also) {
        Set<String> expected = new TreeSet<>(also);
        expected.add(meant);
        assertThat(failed().keySet()).as("%s", failed()).isEqualTo(expected);
    }
}
