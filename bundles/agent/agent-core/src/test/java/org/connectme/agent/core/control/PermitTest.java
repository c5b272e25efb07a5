package org.connectme.agent.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.connectme.agent.core.view.Consent.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermitTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Signer signer = new Signer();
    private final String text = signer.permit("c1", "r1", "SCREEN_KEYBOARD_MOUSE", 7, NOON, NOON.plusSeconds(60));

    @Test
    void aPermitSaysWhatItIsForAndIsBelievedByItsSignature() {
        Permit.Claimed claimed = Permit.read(text).orElseThrow();

        assertThat(claimed.permit())
                .isEqualTo(new Permit("c1", "r1", Scope.SCREEN_KEYBOARD_MOUSE, 7, NOON, NOON.plusSeconds(60)));
        assertThat(claimed.isSignedBy(List.of(new Signer().key(), signer.key())))
                .isTrue();
    }

    @Test
    void aPermitOfAnotherKeyOrOfNoneIsForged() {
        Permit.Claimed claimed = Permit.read(text).orElseThrow();

        assertThat(claimed.isSignedBy(List.of(new Signer().key()))).isFalse();
        assertThat(claimed.isSignedBy(List.of())).isFalse();
    }

    @Test
    void noFlippedCharacterOfThePayloadIsBelieved() {
        int dot = text.indexOf('.');
        for (int i = 0; i < dot; i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            String forged = text.substring(0, i) + other + text.substring(i + 1);
            assertThat(Permit.read(forged).filter(claimed -> claimed.isSignedBy(List.of(signer.key()))))
                    .as("character %d", i)
                    .isEmpty();
        }
    }

    /** The same key signs evidence: a signature made for that must not lend a mouse. */
    @ParameterizedTest
    @ValueSource(strings = {"", "connectme\nevidence/1\n", "connectme\ncontrol-permit/2\n"})
    void aSignatureForAnotherPurposeIsNoPermits(String purpose) {
        String payload = "{\"v\":1,\"consultation\":\"c1\",\"request\":\"r1\",\"scope\":\"SCREEN_KEYBOARD_MOUSE\","
                + "\"serial\":7,\"issuedAt\":\"" + NOON + "\",\"until\":\"" + NOON.plusSeconds(60) + "\"}";

        Permit.Claimed claimed = Permit.read(signer.sign(purpose, payload)).orElseThrow();

        assertThat(claimed.isSignedBy(List.of(signer.key()))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.b",
                "no dot",
                "e30.e30",
                "{}.{}",
                "bnVsbA.AA",
                "W10.AA",
                // {"v":2}, {"v":1,"serial":"x"}, {"v":1,"serial":1,"scope":"ALL"}
                "eyJ2IjoyfQ.AA",
                "eyJ2IjoxLCJzZXJpYWwiOiJ4In0.AA",
                "eyJ2IjoxLCJzZXJpYWwiOjEsInNjb3BlIjoiQUxMIn0.AA"
            })
    void whatIsNoPermitIsNotRead(String garbage) {
        assertThat(Permit.read(garbage)).isEmpty();
    }

    @Test
    void aPermitOfManyThousandCharactersIsNotRead() {
        assertThat(Permit.read("A".repeat(5_000) + "." + "A".repeat(5_000))).isEmpty();
    }

    @Property(tries = 500)
    void noTextMakesReadingFail(@ForAll String left, @ForAll String right) {
        assertThat(Permit.read(left + "." + right)).isNotNull();
    }
}
