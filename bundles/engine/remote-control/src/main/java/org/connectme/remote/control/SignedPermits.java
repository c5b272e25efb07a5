package org.connectme.remote.control;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.account.ControlPermits;
import org.connectme.core.command.Refusal;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.NodeSigner;
import org.connectme.core.journal.Timeline;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Issues permits of a minute for consents that stand. What it remembers may be lost at any time. Thread-safe. */
@Component
public final class SignedPermits implements ControlPermits {

    static final Duration LASTS = Duration.ofSeconds(60);
    static final int RENEW_AFTER_SECONDS = 20;

    private final Journal journal;
    private final Timeline timeline;
    private final NodeSigner signer;
    private final AtomicLong serial = new AtomicLong();
    private final Pace pace = new Pace();

    @Activate
    public SignedPermits(@Reference Journal journal, @Reference Timeline timeline, @Reference NodeSigner signer) {
        this.journal = journal;
        this.timeline = timeline;
        this.signer = signer;
    }

    @Override
    public Permission issue(ConsultationId consultation, ConsultantId consultant, String request) {
        Instant now = timeline.now().truncatedTo(ChronoUnit.MILLIS);
        Standing standing = Standing.of(journal.read(consultation), consultant, request, now);
        if (standing instanceof Standing.Refused refused) {
            return new Permission.Refused(refused.refusal());
        }
        if (!pace.allows(consultation, now)) {
            return new Permission.Refused(new Refusal(
                    Refusal.Kind.TOO_MANY, "control.too-many", "Too many permits were asked for. Wait a minute."));
        }
        Standing.Stands stands = (Standing.Stands) standing;
        Instant until = now.plus(LASTS).isBefore(stands.until()) ? now.plus(LASTS) : stands.until();
        Permit permit = new Permit(consultation, request, stands.scope(), nextSerial(now), now, until);
        return new Permission.Issued(permit.signedBy(signer), RENEW_AFTER_SECONDS);
    }

    /** By the server's time, so that it grows over a restart too, and from each to the next within a millisecond. */
    private long nextSerial(Instant now) {
        return serial.updateAndGet(last -> Math.max(last + 1, now.toEpochMilli()));
    }
}
