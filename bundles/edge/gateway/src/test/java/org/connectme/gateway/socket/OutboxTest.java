package org.connectme.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final Outbox outbox = new Outbox();

    @Test
    void whatIsAcknowledgedIsForgottenAndTheRestKeepsItsNumber() {
        outbox.add("a");
        outbox.add("b");
        outbox.add("c");
        assertThat(outbox.acknowledge(2)).isTrue();
        List<String> rest = new ArrayList<>();
        outbox.forEach((message, number) -> rest.add(number + message));
        assertThat(rest).containsExactly("3c");
        assertThat(outbox.reaches(1)).isFalse();
        assertThat(outbox.reaches(2)).isTrue();
        assertThat(outbox.reaches(4)).isFalse();
    }

    @Test
    void nothingCanBeAcknowledgedThatWasNotSent() {
        outbox.add("a");
        assertThat(outbox.acknowledge(2)).isFalse();
        assertThat(outbox.acknowledge(1)).isTrue();
        assertThat(outbox.acknowledge(0)).isTrue();
    }

    @Test
    void holdsFiveHundredAndTwelveMessages() {
        for (int i = 1; i <= Outbox.MAX_MESSAGES; i++) {
            assertThat(outbox.add("x")).isEqualTo(i);
        }
        assertThat(outbox.add("x")).isZero();
        outbox.acknowledge(1);
        assertThat(outbox.add("x")).isEqualTo(Outbox.MAX_MESSAGES + 1);
    }

    @Test
    void holdsOneMebibyteOfUtf8() {
        String half = "é".repeat(Outbox.MAX_BYTES / 4);
        assertThat(outbox.add(half)).isEqualTo(1);
        assertThat(outbox.add(half)).isEqualTo(2);
        assertThat(outbox.add("x")).isZero();
    }
}
