package org.connectme.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.TestCards;
import org.connectme.plugin.tck.Books;
import org.connectme.plugin.tck.Calls;
import org.connectme.plugin.tck.PaymentProviderKit;
import org.connectme.plugin.tck.Shares;
import org.connectme.plugin.tck.Subject;
import org.connectme.plugin.tck.Time;
import org.connectme.plugin.tck.Wire;

/** Stripe under the kit, with a service of its shape. */
class StripeKitTest extends PaymentProviderKit {

    @Override
    protected Subject subject() {
        return new StripeSubject();
    }

    private static final class StripeSubject implements Subject, Wire, Time, Books, Calls, Shares {

        private static final String NEW_SECRET = "whsec_inForce";
        private static final String OLD_SECRET = "whsec_beingReplaced";
        private static final String SELLER = "0000aaaa-0000-4000-8000-000000000001";

        private final org.connectme.payment.stripe.Bench bench = new org.connectme.payment.stripe.Bench()
                .set("raise", true)
                .set("sellers", SELLER + "=acct_1Kit")
                .set("fee_percent", "20")
                .set("_webhook_secrets", NEW_SECRET + "," + OLD_SECRET);
        private final FakeStripe stripe = bench.stripe;

        StripeSubject() {
            stripe.ledger().raises = true;
        }

        @Override
        public PaymentProvider provider() {
            return bench.provider();
        }

        @Override
        public TestCards cards() {
            TestCards cards = provider().testCards().orElseThrow();
            return new TestCards(
                    cards.good(),
                    cards.declined(),
                    Optional.of(new TestCards.Challenged("pm_card_authenticationRequired", "done", "failed")));
        }

        @Override
        public void cardholder(String reference, boolean confirms) {
            stripe.cardholder(reference, confirms);
        }

        @Override
        public Set<String> secrets() {
            return Set.of(FakeStripe.SECRET_KEY, NEW_SECRET, OLD_SECRET);
        }

        @Override
        public Optional<Wire> wire() {
            return Optional.of(this);
        }

        @Override
        public Optional<Time> time() {
            return Optional.of(this);
        }

        @Override
        public Optional<Books> books() {
            return Optional.of(this);
        }

        @Override
        public Optional<Shares> shares() {
            return Optional.of(this);
        }

        @Override
        public String seller() {
            return SELLER;
        }

        @Override
        public BigDecimal share(BigDecimal paid) {
            return paid.multiply(new BigDecimal("0.8"));
        }

        @Override
        public BigDecimal paidOut(String consultation) {
            return stripe.ledger().of(consultation).stream()
                    .map(intent -> whole(intent.paidOut(), intent.currency))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        @Override
        public Optional<String> raiseRefused() {
            stripe.ledger().mostThatARaiseGets = 0;
            return Optional.of(cards().good());
        }

        @Override
        public Optional<Calls> calls() {
            return Optional.of(this);
        }

        @Override
        public Set<Wire.Fault> faults() {
            return EnumSet.allOf(Wire.Fault.class);
        }

        @Override
        public void disturb(Wire.Fault fault) {
            stripe.disturb(org.connectme.payment.stripe.Fault.valueOf(fault.name()));
        }

        @Override
        public void heal() {
            stripe.heal();
        }

        @Override
        public int withheld() {
            return stripe.withheld();
        }

        @Override
        public void deliver() {
            stripe.deliver();
        }

        @Override
        public Instant now() {
            return stripe.now();
        }

        @Override
        public void pass(Duration span) {
            stripe.pass(span);
        }

        @Override
        public List<Entry> of(String consultation) {
            return stripe.ledger().of(consultation).stream()
                    .map(intent -> new Entry(
                            intent.id,
                            whole(intent.amount, intent.currency),
                            whole(intent.captured, intent.currency),
                            whole(intent.refunds, intent.currency)))
                    .toList();
        }

        /** By Stripe's own count, which is the standard's for all that the provider takes. */
        private static BigDecimal whole(long minorUnits, String currency) {
            int decimals =
                    Currency.getInstance(currency.toUpperCase(Locale.ROOT)).getDefaultFractionDigits();
            return BigDecimal.valueOf(minorUnits, decimals);
        }

        @Override
        public Call about(String consultation, Instant sent, Signature signature) {
            String body =
                    "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"payment_intent.succeeded\",\"data\":{\"object\":"
                            + "{\"id\":\"pi_1\",\"object\":\"payment_intent\",\"metadata\":{\"consultation\":\""
                            + consultation
                            + "\"}}}}";
            return switch (signature) {
                case CURRENT -> call(body, sent, List.of(NEW_SECRET));
                case ROTATING -> call(body, sent, List.of(OLD_SECRET, "whsec_ofSomebodyElse"));
                case RETIRED -> call(body, sent, List.of("whsec_retired"));
            };
        }

        @Override
        public Optional<Call> ofNoInterest(Instant sent) {
            return Optional.of(call(
                    "{\"id\":\"evt_2\",\"type\":\"payout.paid\",\"data\":{\"object\":{}}}", sent, List.of(NEW_SECRET)));
        }

        private static Call call(String body, Instant sent, List<String> secrets) {
            StringBuilder header = new StringBuilder("t=" + sent.getEpochSecond());
            secrets.forEach(
                    secret -> header.append(",v1=").append(CallsTest.hmac(secret, sent.getEpochSecond(), body)));
            return new Call(body.getBytes(UTF_8), Map.of("stripe-signature", List.of(header.toString())));
        }

        @Override
        public void close() {
            bench.close();
        }
    }
}
