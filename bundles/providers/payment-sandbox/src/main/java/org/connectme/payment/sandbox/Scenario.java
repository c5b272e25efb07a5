package org.connectme.payment.sandbox;

import java.util.Arrays;
import java.util.Optional;
import org.connectme.payment.spi.Decline;
import org.jspecify.annotations.Nullable;

/** What a test card makes the sandbox do. The form names it in the method, so no card number ever gets here. */
enum Scenario {
    OK("ok", null, false),
    DECLINE("decline", Decline.GENERIC, false),
    NO_FUNDS("funds", Decline.INSUFFICIENT_FUNDS, false),
    EXPIRED("expired", Decline.EXPIRED_CARD, false),
    WRONG_CODE("code", Decline.WRONG_SECURITY_CODE, false),
    PROCESSING("processing", Decline.PROCESSING_ERROR, false),
    STOLEN("stolen", Decline.LOST_OR_STOLEN, false),
    CHALLENGE("challenge", null, true),
    CHALLENGE_DECLINE("challenge-decline", Decline.GENERIC, true),
    /** The hold is placed, its answer is lost once. */
    HOLD_UNKNOWN("hold-unknown", null, false),
    /** The hold is not placed at the first two attempts. */
    HOLD_LATE("hold-late", null, false),
    /** The capture happens, its answer is lost once. */
    CAPTURE_UNKNOWN("capture-unknown", null, false),
    /** The capture does not happen at the first two attempts. */
    CAPTURE_LATE("capture-late", null, false),
    /** The capture is refused for ever. */
    CAPTURE_REFUSED("capture-refused", null, false),
    /** Held; every raise is refused. */
    RAISE_REFUSED("raise-refused", null, false),
    /** Held while the customer is there; refused once they are away. */
    AWAY_DECLINED("away-declined", null, false),
    /** Held while the customer is there; wants their confirmation once they are away. */
    AWAY_CHALLENGED("away-challenged", null, false);

    private final String word;
    private final @Nullable Decline decline;
    private final boolean challenged;

    Scenario(String word, @Nullable Decline decline, boolean challenged) {
        this.word = word;
        this.decline = decline;
        this.challenged = challenged;
    }

    /** As it stands in a method. */
    String word() {
        return word;
    }

    /** Why its bank refuses the card, once it was asked. */
    Optional<Decline> decline() {
        return Optional.ofNullable(decline);
    }

    boolean isChallenged() {
        return challenged;
    }

    /** Why its bank refuses the card while the customer is away, beyond {@link #decline}. */
    Optional<Decline> declineWhenAway() {
        return switch (this) {
            case AWAY_DECLINED -> Optional.of(Decline.INSUFFICIENT_FUNDS);
            case AWAY_CHALLENGED -> Optional.of(Decline.AUTHENTICATION_REQUIRED);
            default -> Optional.empty();
        };
    }

    static Optional<Scenario> of(String word) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.word.equals(word))
                .findFirst();
    }
}
