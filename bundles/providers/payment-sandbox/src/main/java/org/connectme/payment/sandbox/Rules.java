package org.connectme.payment.sandbox;

import java.time.Duration;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Capabilities;

/** What the sandbox takes, close to what real services do. */
final class Rules {

    private static final long MAXIMUM = 99_999_999;

    /** Kept for ever, in truth; said to be as long as with the services that it stands for. */
    private static final Duration KEY_WINDOW = Duration.ofHours(24);

    private final Duration holdWindow;
    private final Set<Ability> abilities;

    Rules(Duration holdWindow, Set<Ability> abilities) {
        this.holdWindow = holdWindow;
        this.abilities = Set.copyOf(abilities);
    }

    /** Every currency with 0, 2 or 3 decimals; those with 3 only in tens. */
    Optional<Capabilities> capabilities(String currency) {
        return decimals(currency).flatMap(decimals -> switch (decimals) {
            case 0, 2 -> Optional.of(new Capabilities(50, MAXIMUM, 1, holdWindow, KEY_WINDOW, abilities));
            case 3 -> Optional.of(new Capabilities(500, MAXIMUM - MAXIMUM % 10, 10, holdWindow, KEY_WINDOW, abilities));
            default -> Optional.empty();
        });
    }

    /** @return the code to reject an amount with, or empty */
    Optional<String> objection(Amount amount) {
        Optional<Capabilities> can = capabilities(amount.currency());
        if (can.isEmpty()) {
            return Optional.of("currency-not-supported");
        }
        if (amount.minorUnits() < can.get().minimum()) {
            return Optional.of("amount-too-small");
        }
        if (amount.minorUnits() > can.get().maximum()) {
            return Optional.of("amount-too-large");
        }
        return amount.minorUnits() % can.get().quantum() == 0 ? Optional.empty() : Optional.of("amount-not-a-multiple");
    }

    private static Optional<Integer> decimals(String currency) {
        return Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(currency))
                .map(Currency::getDefaultFractionDigits)
                .findFirst();
    }
}
