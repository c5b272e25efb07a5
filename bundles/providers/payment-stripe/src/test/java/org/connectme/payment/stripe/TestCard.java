package org.connectme.payment.stripe;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's test cards (docs.stripe.com/testing).
 *
 * @param code    of the refusal; empty for a card that works
 * @param decline the bank's reason
 * @param asks    always asks the cardholder
 * @param fails   the refusal comes only when money is held, not when the card is saved
 */
record TestCard(String brand, String lastFour, String code, String decline, boolean asks, boolean fails) {

    private static final Map<String, TestCard> KNOWN = Map.ofEntries(
            Map.entry("pm_card_visa", works("visa", "4242")),
            Map.entry("pm_card_mastercard", works("mastercard", "4444")),
            Map.entry("pm_card_amex", works("amex", "8431")),
            Map.entry("pm_card_authenticationRequired", new TestCard("visa", "3184", "", "", true, false)),
            Map.entry("pm_card_chargeCustomerFail", refused("0341", "card_declined", "generic_decline", true)),
            Map.entry("pm_card_visa_chargeDeclined", refused("0002", "card_declined", "generic_decline", false)),
            Map.entry(
                    "pm_card_visa_chargeDeclinedInsufficientFunds",
                    refused("9995", "card_declined", "insufficient_funds", false)),
            Map.entry("pm_card_visa_chargeDeclinedLostCard", refused("9987", "card_declined", "lost_card", false)),
            Map.entry("pm_card_visa_chargeDeclinedStolenCard", refused("9979", "card_declined", "stolen_card", false)),
            Map.entry("pm_card_chargeDeclinedExpiredCard", refused("0069", "expired_card", "expired_card", false)),
            Map.entry("pm_card_chargeDeclinedIncorrectCvc", refused("0127", "incorrect_cvc", "incorrect_cvc", false)),
            Map.entry(
                    "pm_card_chargeDeclinedProcessingError",
                    refused("0119", "processing_error", "processing_error", false)),
            Map.entry("pm_card_radarBlock", refused("0101", "card_declined", "fraudulent", false)));

    static Optional<TestCard> of(@Nullable String method) {
        return Optional.ofNullable(method).map(KNOWN::get);
    }

    private static TestCard works(String brand, String lastFour) {
        return new TestCard(brand, lastFour, "", "", false, false);
    }

    private static TestCard refused(String lastFour, String code, String decline, boolean fails) {
        return new TestCard("visa", lastFour, code, decline, false, fails);
    }

    boolean refusesHold() {
        return !code.isEmpty();
    }

    boolean refusesSaving() {
        return !code.isEmpty() && !fails;
    }

    JsonObject refusal() {
        return cardError(code, decline);
    }

    static JsonObject cardError(String code, String decline) {
        JsonObject error = new JsonObject();
        error.addProperty("type", "card_error");
        error.addProperty("code", code);
        if (!decline.isEmpty()) {
            error.addProperty("decline_code", decline);
        }
        error.addProperty("message", "Your card was declined.");
        return error;
    }
}
