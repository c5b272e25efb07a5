package org.connectme.payment.stripe;

import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentCreateParams;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Who gets what: a charge on the platform's account, of which the seller's share goes on to the seller's own (destination
 * charges, docs.stripe.com/connect/destination-charges). The percentage is kept with the payment, so that what holds for
 * its capture is what held when it was made.
 */
final class Split {

    private static final String PERCENT = "fee_percent";

    private final Settings settings;

    Split(Settings settings) {
        this.settings = settings;
    }

    /** @return whether anybody is paid out to */
    boolean isUsed() {
        return !settings.sellers().isEmpty();
    }

    /** The account that is the merchant of record, where that is not the platform. */
    Optional<String> onBehalfOf(String seller) {
        return account(seller).filter(account -> settings.onBehalfOf());
    }

    void describe(PaymentIntentCreateParams.Builder params, String seller, long amount, long quantum) {
        account(seller).ifPresent(account -> {
            params.setTransferData(PaymentIntentCreateParams.TransferData.builder()
                    .setDestination(account)
                    .build());
            params.putMetadata(PERCENT, settings.feePercent().toPlainString());
            fee(settings.feePercent(), amount, quantum).ifPresent(params::setApplicationFeeAmount);
        });
        onBehalfOf(seller).ifPresent(params::setOnBehalfOf);
    }

    /** The platform's share of what is captured; empty where it has none. */
    static Optional<Long> feeOfCapture(PaymentIntent intent, long amount, long quantum) {
        return intent.getTransferData() == null || intent.getMetadata() == null
                ? Optional.empty()
                : Optional.ofNullable(intent.getMetadata().get(PERCENT))
                        .flatMap(percent -> fee(new BigDecimal(percent), amount, quantum));
    }

    static boolean isPaidOut(PaymentIntent intent) {
        return intent.getTransferData() != null;
    }

    static boolean hasFee(PaymentIntent intent) {
        return intent.getApplicationFeeAmount() != null && intent.getApplicationFeeAmount() > 0;
    }

    /** Rounded down, so that the seller never gets less than the agreed share. */
    private static Optional<Long> fee(BigDecimal percent, long amount, long quantum) {
        long exact = percent.multiply(BigDecimal.valueOf(amount))
                .divide(BigDecimal.valueOf(100), RoundingMode.DOWN)
                .longValue();
        return Optional.of(exact - exact % quantum).filter(fee -> fee > 0);
    }

    private Optional<String> account(String seller) {
        return Optional.ofNullable(settings.sellers().get(seller));
    }
}
