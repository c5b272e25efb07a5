package org.connectme.plugin.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.connectme.payment.spi.Authorisation.Held;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Webhook;
import org.connectme.plugin.tck.Calls.Call;
import org.connectme.plugin.tck.Calls.Signature;
import org.connectme.plugin.tck.Wire.Fault;
import org.junit.jupiter.api.Test;

/** Calls by the service, and by those who pretend to be it. */
interface WebhookCases extends Cases {

    int LARGEST_BODY_BYTES = 256 * 1024;

    @Test
    default void aGenuineCallSaysWhereToLook() {
        Call call = call();

        assertThat(judge(call)).isEqualTo(lookAgain());
    }

    @Test
    default void aCallOfNoInterestIsGenuine() {
        Optional<Call> call = bench().calls().ofNoInterest(bench().second());
        assumeTrue(call.isPresent(), "calls: the service sends none without interest");

        assertThat(judge(call.orElseThrow())).isEqualTo(new Webhook.Nothing());
    }

    @Test
    default void aCallWithoutASignatureIsForged() {
        Call call = call();

        assertForged(judge(new Call(call.body(), Map.of())));
    }

    @Test
    default void aCallThatWasAlteredIsForged() {
        Call call = call();

        // every bit of the body counts: a place at its start, its end, and some between
        for (int i = 0; i < 16; i++) {
            byte[] altered = call.body().clone();
            altered[(int) ((altered.length - 1L) * i / 15)] ^= 1;
            assertForged(judge(new Call(altered, call.headers())));
        }
        assertForged(judge(new Call(
                (new String(call.body(), StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8),
                call.headers())));
    }

    @Test
    default void aCallThatIsTooOldIsForged() {
        Call call = call();
        Instant late = bench().second().plus(tolerance()).plusSeconds(1);

        assertForged(judge(call, late));
    }

    @Test
    default void aCallFromTheFutureIsForged() {
        Call call = call();
        Instant early = bench().second().minus(tolerance()).minusSeconds(1);

        assertForged(judge(call, early));
    }

    @Test
    default void aCallThatIsALittleLateIsGenuine() {
        Call call = call();

        assertThat(judge(call, bench().second().plus(tolerance()).minusSeconds(1)))
                .isEqualTo(lookAgain());
    }

    @Test
    default void aCallThatComesTwiceIsJudgedTheSame() {
        Call call = call();

        assertThat(judge(call)).isEqualTo(judge(call)).isEqualTo(lookAgain());
    }

    @Test
    default void callsAreJudgedTheSameInAnyOrder() {
        Instant now = bench().second();
        Call first = bench().calls().about(bench().id("first"), now.minusSeconds(10), Signature.CURRENT);
        Call second = bench().calls().about(bench().id("second"), now, Signature.CURRENT);

        assertThat(judge(second)).isEqualTo(new Webhook.LookAgain(Set.of(bench().id("second"))));
        assertThat(judge(first)).isEqualTo(new Webhook.LookAgain(Set.of(bench().id("first"))));
    }

    @Test
    default void aCallIsGenuineWhileTheSecretIsReplaced() {
        Call call = bench().calls().about(bench().consultation(), bench().second(), Signature.ROTATING);

        assertThat(judge(call)).isEqualTo(lookAgain());
    }

    @Test
    default void aCallWithASecretNoLongerInForceIsForged() {
        Call call = bench().calls().about(bench().consultation(), bench().second(), Signature.RETIRED);

        assertForged(judge(call));
    }

    @Test
    default void malformedHeadersAreForgedAndBreakNothing() {
        Call call = call();
        List<String> nonsense = List.of(
                "",
                " ",
                ",",
                "=",
                "t=,v1=",
                "t=1,t=2",
                "t=x,v1=zz",
                "v1=" + "a".repeat(100_000),
                "t=9".repeat(99),
                "é\u0000");

        for (String header : call.headers().keySet()) {
            for (String value : nonsense) {
                Map<String, List<String>> headers = new HashMap<>(call.headers());
                headers.put(header, List.of(value));
                // a header that takes no part in the proof may say anything
                if (!judge(new Call(call.body(), headers)).equals(lookAgain())) {
                    assertForged(judge(new Call(call.body(), headers)));
                }
            }
        }
        Map<String, List<String>> none = new HashMap<>();
        call.headers().keySet().forEach(header -> none.put(header, List.of()));
        assertForged(judge(new Call(call.body(), none)));
        Map<String, List<String>> all = new HashMap<>();
        call.headers().keySet().forEach(header -> all.put(header, List.of("t=x,v1=zz")));
        assertForged(judge(new Call(call.body(), all)));
    }

    @Test
    default void aStrangeBodyIsForgedAndBreaksNothing() {
        Call call = call();

        for (byte[] body : List.of(
                new byte[0],
                new byte[] {(byte) 0xff, 0},
                "[".repeat(5000).getBytes(StandardCharsets.UTF_8),
                new byte[LARGEST_BODY_BYTES])) {
            assertForged(judge(new Call(body, call.headers())));
        }
    }

    @Test
    default void aCallIsJudgedWithoutTheNetwork() {
        Call call = call();
        Wire wire = bench().wire(Fault.REFUSED);

        wire.disturb(Fault.REFUSED);
        Webhook judged = judge(call);
        wire.heal();

        assertThat(judged).isEqualTo(lookAgain());
    }

    @Test
    default void aCallMovesNoMoney() {
        Call call = call();
        Held held = bench().hold();
        Payment before = bench().fetch(held);

        judge(call);

        assertThat(bench().fetch(held)).isEqualTo(before);
    }

    @Test
    default void aRefusalTellsNothingOfWhatWasSent() {
        Call call = call();

        Webhook judged = judge(call, bench().second().plus(Duration.ofDays(2)));

        assertForged(judged);
        String reason = ((Webhook.Forged) judged).reason();
        assertThat(Stream.concat(
                        Stream.of(bench().consultation()),
                        call.headers().values().stream().flatMap(List::stream)))
                .noneMatch(sent -> sent.length() > 8 && reason.contains(sent));
        assertThat(bench().subject().secrets()).noneMatch(reason::contains);
    }

    private Call call() {
        return bench().calls().about(bench().consultation(), bench().second(), Signature.CURRENT);
    }

    private Duration tolerance() {
        return bench().calls().tolerance();
    }

    private Webhook lookAgain() {
        return new Webhook.LookAgain(Set.of(bench().consultation()));
    }

    private Webhook judge(Call call) {
        return judge(call, bench().second());
    }

    private Webhook judge(Call call, Instant received) {
        return bench().provider().webhook(call.body(), call.headers(), received);
    }

    private static void assertForged(Webhook judged) {
        assertThat(judged).isInstanceOf(Webhook.Forged.class);
        assertThat(((Webhook.Forged) judged).reason()).isNotBlank();
    }
}
