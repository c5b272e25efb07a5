package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.plugin.tck.WrongProviders.Wrong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The kit lets the right provider pass, and catches each wrong one by the case that is meant for it. */
class KitTest {

    private static final int CASES = 100;

    /** What became of the cases, by name. */
    private record Run(Set<String> proved, Map<String, String> failed, Map<String, String> skipped) {}

    @Test
    void theRightProviderPassesAll() {
        Run run = run((house, wire) -> new HouseProvider(house, wire, HouseProvider.ALL));

        assertThat(run.failed()).isEmpty();
        assertThat(run.skipped().keySet()).containsExactly("aPartIsRejectedWhereOnlyAllCanBeCaptured");
        assertThat(run.proved()).hasSizeGreaterThanOrEqualTo(CASES);
    }

    @Test
    void aProviderThatCanDoNothingElsePassesToo() {
        Run run = run((house, wire) -> new HouseProvider(house, wire, Set.of()));

        assertThat(run.failed()).isEmpty();
        assertThat(run.proved()).contains("aPartIsRejectedWhereOnlyAllCanBeCaptured", "aGoodCardIsHeld");
    }

    @Test
    void aCaseThatIsSkippedSaysForWhichAbility() {
        Run run = run((house, wire) -> new HouseProvider(house, wire, Set.of()));

        for (Ability ability : Ability.values()) {
            assertThat(run.skipped()).containsValue(ability + ": the provider does not name this ability");
        }
    }

    @Test
    void theReportNamesEachCase() throws IOException {
        Run run = run((house, wire) -> new HouseProvider(house, wire, Set.of()));

        String report = Files.readString(Path.of("target", "plugin-tck", MadeKit.class.getName() + ".txt"));

        assertThat(report)
                .startsWith("Payment plug-in kit, " + MadeKit.class.getName() + ": "
                        + run.proved().size() + " proved, 0 failed, "
                        + run.skipped().size() + " skipped")
                .contains("proved  aGoodCardIsHeld\n")
                .contains("skipped refundsAddUp REFUND: the provider does not name this ability\n");
    }

    @ParameterizedTest
    @MethodSource("org.connectme.plugin.tck.WrongProviders#all")
    void aWrongProviderIsCaughtByTheCaseMeantForIt(Wrong wrong) {
        Run run = run(wrong.make());

        Set<String> expected = new TreeSet<>(wrong.also());
        expected.add(wrong.caughtBy());
        assertThat(run.failed().keySet()).as("%s", run.failed()).isEqualTo(expected);
    }

    private static Run run(BiFunction<House, HouseWire, PaymentProvider> provider) {
        MadeKit.provider = provider;
        Run run = new Run(new TreeSet<>(), new TreeMap<>(), new TreeMap<>());
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(MadeKit.class))
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
}
