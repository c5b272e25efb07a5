package org.connectme.payment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.connectme.core.ConsultationId;
import org.connectme.core.account.PaymentWebhooks;
import org.connectme.core.journal.JournalException;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Wakes;
import org.connectme.payment.ProviderCalls.Served;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Webhook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what payment services call to say. Nothing of it is believed: the reactions look again, as they would have done
 * later by themselves, so that repeats, any order and none at all lead to the same.
 */
@Component(service = {PaymentWebhooks.class, WebhookDesk.class})
public final class WebhookDesk implements PaymentWebhooks {

    private static final Logger logger = LoggerFactory.getLogger(WebhookDesk.class);

    /** One call names one payment, or a few. */
    private static final int MOST_NAMED = 100;

    private final ProviderCalls calls;
    private final Pace pace;
    private final Wakes wakes;
    private final Timeline timeline;
    private final LongAdder refused = new LongAdder();

    @Activate
    public WebhookDesk(
            @Reference ProviderCalls calls,
            @Reference Pace pace,
            @Reference Wakes wakes,
            @Reference Timeline timeline) {
        this.calls = calls;
        this.pace = pace;
        this.wakes = wakes;
        this.timeline = timeline;
    }

    @Override
    public Answer receive(String provider, byte[] body, Map<String, List<String>> headers) {
        Outcome<Webhook> outcome = calls.lookUp(
                Served.by(provider), service -> new Outcome.Done<>(service.webhook(body, headers, timeline.now())));
        if (outcome instanceof Outcome.Done<Webhook> done) {
            return answer(provider, done.value());
        }
        boolean away = outcome instanceof Outcome.NotExecuted<Webhook> not
                && not.code().equals(ProviderCalls.AWAY);
        return away ? Answer.NO_PROVIDER : Answer.LATER;
    }

    /** How many calls were refused since the start. */
    long refused() {
        return refused.sum();
    }

    private Answer answer(String provider, Webhook webhook) {
        if (webhook instanceof Webhook.Forged forged) {
            refused.increment();
            logger.debug("A call that says it is {} is refused: {}", provider, forged.reason());
            return Answer.REFUSED;
        }
        if (!(webhook instanceof Webhook.LookAgain again)) {
            return Answer.TAKEN;
        }
        try {
            again.consultations().stream()
                    .map(ConsultationId::parse)
                    .flatMap(Optional::stream)
                    .limit(MOST_NAMED)
                    .forEach(this::lookAgain);
            return Answer.TAKEN;
        } catch (JournalException e) {
            logger.warn("A call of {} could not be noted; it is to call again", provider, e);
            return Answer.LATER;
        }
    }

    private void lookAgain(ConsultationId id) {
        pace.wake(id);
        wakes.wake(id, HoldReaction.NAME);
        wakes.wake(id, SettlementReaction.NAME);
    }
}
