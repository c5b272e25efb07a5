package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BiFunction;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.plugin.tck.WrongProviders.Wrong;
import org.connectme.plugin.tck.shared.KitRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit lets the right provider pass, and catches each wrong one by the case that is meant for it. */
class KitTest {

    private static final int CASES = 100;

    @Test
    void theRightProviderPassesAll() {
        KitRun run = run((house, wire) -> new HouseProvider(house, wire, HouseProvider.ALL));

        assertThat(run.failed()).isEmpty();
        assertThat(run.skipped().keySet()).containsExactly("aPartIsRejectedWhereOnlyAllCanBeCaptured");
        assertThat(run.proved()).hasSizeGreaterThanOrEqualTo(CASES);
    }

    @Test
    void aProviderThatCanDoNothingElsePassesToo() {
        KitRun run = run((house, wire) -> new HouseProvider(house, wire, Set.of()));

        assertThat(run.failed()).isEmpty();
        assertThat(run.proved()).contains("aPartIsRejectedWhereOnlyAllCanBeCaptured", "aGoodCardIsHeld");
    }

    @Test
    void aCaseThatIsSkippedSaysForWhichAbility() {
        KitRun run = run((house, wire) -> new HouseProvider(house, wire, Set.of()));

        for (Ability ability : Ability.values()) {
            assertThat(run.skipped()).containsValue(ability + ": the provider does not name this ability");
        }
    }

    @Test
    void theReportNamesEachCase() throws IOException {
        KitRun run = run((house, wire) -> new HouseProvider(house, wire, Set.of()));

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
        run(wrong.make()).isCaughtBy(wrong.caughtBy(), wrong.also());
    }

    private static KitRun run(BiFunction<House, PretendWire, PaymentProvider> provider) {
        MadeKit.provider = provider;
        return KitRun.of(MadeKit.class);
    }
}
