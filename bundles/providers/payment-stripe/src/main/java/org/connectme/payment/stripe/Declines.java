package org.connectme.payment.stripe;

import com.stripe.model.StripeError;
import org.connectme.payment.spi.Decline;
import org.jspecify.annotations.Nullable;

/** What Stripe's reasons mean (docs.stripe.com/declines/codes, docs.stripe.com/error-codes). */
final class Declines {

    private Declines() {}

    static Decline of(@Nullable StripeError error) {
        if (error == null) {
            return Decline.GENERIC;
        }
        // The bank's own reason is the more precise one; some refusals have only a code.
        Decline byBank = reason(error.getDeclineCode());
        return byBank != Decline.GENERIC ? byBank : reason(error.getCode());
    }

    private static Decline reason(@Nullable String code) {
        if (code == null) {
            return Decline.GENERIC;
        }
        return switch (code) {
            case "insufficient_funds", "card_velocity_exceeded", "withdrawal_count_limit_exceeded" ->
                Decline.INSUFFICIENT_FUNDS;
            case "expired_card", "invalid_expiry_month", "invalid_expiry_year" -> Decline.EXPIRED_CARD;
            case "incorrect_cvc", "invalid_cvc" -> Decline.WRONG_SECURITY_CODE;
            case "processing_error", "try_again_later", "issuer_not_available", "reenter_transaction" ->
                Decline.PROCESSING_ERROR;
            case "authentication_required" -> Decline.AUTHENTICATION_REQUIRED;
            case "authentication_not_handled",
                    "payment_intent_authentication_failure",
                    "setup_intent_authentication_failure" -> Decline.AUTHENTICATION_FAILED;
            case "lost_card", "stolen_card", "pickup_card", "restricted_card" -> Decline.LOST_OR_STOLEN;
            case "card_not_supported",
                    "currency_not_supported",
                    "transaction_not_allowed",
                    "service_not_allowed",
                    "not_permitted",
                    "invalid_account" -> Decline.NOT_SUPPORTED;
            default -> Decline.GENERIC;
        };
    }
}
