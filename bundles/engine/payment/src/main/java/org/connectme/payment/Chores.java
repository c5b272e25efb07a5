package org.connectme.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.connectme.core.account.PaymentOversight;
import org.connectme.core.account.PaymentOversight.Difference;
import org.connectme.core.account.PaymentOversight.Open;
import org.connectme.core.account.PaymentOversight.Reconciliation;
import org.connectme.core.journal.ParkedReactions;
import org.connectme.core.journal.Timeline;
import org.connectme.payment.spi.Ability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done about money without anybody asking: once an hour the figures of what is open, once a day the comparison
 * with each service, and another try of what was parked. On several nodes each does it, which harms nothing: it only
 * reads, and a parked reaction is retried once.
 */
@Component(service = Chores.class, immediate = true)
public final class Chores {

    private static final Logger logger = LoggerFactory.getLogger(Chores.class);

    /** UTC; the services have closed their day by then. */
    private static final LocalTime DAILY_AT = LocalTime.of(3, 30);

    private static final Set<String> OURS = Set.of(HoldReaction.NAME, SettlementReaction.NAME);

    private final PaymentOversight oversight;
    private final ProviderRegistry providers;
    private final ParkedReactions parked;
    private final Timeline timeline;
    private final ScheduledExecutorService clock;

    @Activate
    public Chores(
            @Reference PaymentOversight oversight,
            @Reference ProviderRegistry providers,
            @Reference ParkedReactions parked,
            @Reference Timeline timeline) {
        this.oversight = oversight;
        this.providers = providers;
        this.parked = parked;
        this.timeline = timeline;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "payment-chores");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(() -> quietly("The open money", this::hourly), 5, 60, TimeUnit.MINUTES);
        clock.scheduleAtFixedRate(
                () -> quietly("The daily comparison", this::daily),
                untilNext(timeline.now()).toSeconds(),
                Duration.ofDays(1).toSeconds(),
                TimeUnit.SECONDS);
    }

    @Deactivate
    public void close() {
        clock.shutdownNow();
    }

    /** A day that fails, as without a database, must not end all the days after it. */
    private static void quietly(String what, Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException | LinkageError e) {
            logger.error("{} could not be seen to; it is tried again at its next time", what, e);
        }
    }

    void hourly() {
        Instant alarm = timeline.now().minus(Doubt.ALARM);
        List<Open> open = oversight.open();
        long doubtful = open.stream()
                .filter(one -> one.doubtSince() != null && !one.doubtSince().isAfter(alarm))
                .count();
        long waiting = open.stream().filter(Open::waiting).count();
        if (doubtful > 0 || waiting > 0) {
            logger.error(
                    "Money needs somebody: {} operations in doubt for more than a day, {} waiting for a payment plug-in"
                            + " that is not here; see connectme:payments-open",
                    doubtful,
                    waiting);
        }
    }

    void daily() {
        LocalDate yesterday =
                LocalDate.ofInstant(timeline.now(), ZoneOffset.UTC).minusDays(1);
        providers.all().stream()
                .filter(registered -> registered.can(Ability.RECONCILE))
                .map(registered -> registered.descriptor().id())
                .distinct()
                .forEach(provider -> tell(oversight.reconcile(provider, yesterday)));
        parked.list().stream()
                .filter(one -> OURS.contains(one.reaction()))
                .forEach(one -> parked.retry(one.consultation(), one.reaction()));
    }

    private static void tell(Reconciliation result) {
        for (Difference difference : result.differences()) {
            logger.error(
                    "{} of {}: {} of {} ({}): ours {}, theirs {}",
                    result.provider(),
                    result.day(),
                    difference.kind(),
                    difference.consultation(),
                    difference.reference(),
                    difference.ours(),
                    difference.theirs());
        }
        if (result.problem() != null) {
            logger.error("{} of {} could not be compared: {}", result.provider(), result.day(), result.problem());
        } else if (result.differences().isEmpty()) {
            logger.info("{} of {}: {} payments, no difference", result.provider(), result.day(), result.payments());
        }
    }

    static Duration untilNext(Instant now) {
        Instant today =
                LocalDate.ofInstant(now, ZoneOffset.UTC).atTime(DAILY_AT).toInstant(ZoneOffset.UTC);
        return Duration.between(now, now.isBefore(today) ? today : today.plus(Duration.ofDays(1)));
    }
}
