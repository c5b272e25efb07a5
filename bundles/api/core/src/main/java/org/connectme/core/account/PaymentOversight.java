package org.connectme.core.account;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What an operator sees of the money. Nothing personal. Blocks on the database and on services; any thread. */
@ProviderType
public interface PaymentOversight {

    /** How the location of a bundle begins that was removed and brought back, because open money needs it. */
    String BROUGHT_BACK = "kept:";

    /** The payment plug-ins that are here, and whether customers are offered them. */
    List<Provider> providers();

    /** Money on its way: every operation that has not come to its end, the oldest first. */
    List<Open> open();

    /** The plug-ins that open money needs, holds and kept cards of consultations to come included. */
    List<Need> needs();

    /** Compares a day, from midnight to midnight UTC, at the service with ours. Takes as long as the service does. */
    Reconciliation reconcile(String provider, LocalDate day);

    /**
     * @param offered  customers may be offered it: it is in the operator's order and has passed
     * @param account  at the service, as operators know it; empty where it was not told
     * @param findings of the checks before it was offered, in order
     */
    record Provider(
            String id,
            String version,
            String name,
            boolean test,
            boolean offered,
            Optional<String> account,
            Verdict verdict,
            List<Finding> findings) {

        /** Takes a copy. */
        public Provider {
            findings = List.copyOf(findings);
        }
    }

    /** What the checks of a plug-in came to. */
    enum Verdict {
        /** They are under way. */
        CHECKING,
        PASSED,
        /** What has no side effect has passed; nothing that moves money could be tried, for want of test keys. */
        UNTRIED,
        /** Customers are not offered it; what it began before it finishes. */
        FAILED,
        /** It was removed and brought back to finish what it began; customers are not offered it. */
        BROUGHT_BACK;

        /** Customers may be offered it. */
        public boolean isGood() {
            return this == PASSED || this == UNTRIED;
        }
    }

    /** @param problem what was wrong; null if it passed */
    record Finding(String check, @Nullable String problem) {}

    /**
     * @param what       "hold", "save", "raise", "capture", "release" or "refund"
     * @param since      when it was asked for
     * @param doubtSince since when nobody knows what became of it; null if that is known
     * @param waiting    no version of its provider that is here serves it
     */
    record Open(
            ConsultationId consultation,
            String operation,
            String what,
            String provider,
            @Nullable Money amount,
            Instant since,
            @Nullable Instant doubtSince,
            boolean waiting) {}

    /**
     * @param version       of the plug-in that goes on with it; empty if none that is here does
     * @param consultations whose money it is
     */
    record Need(String provider, Optional<String> version, int consultations) {}

    /**
     * @param problem     why it could not be compared, or not wholly; null if it was
     * @param payments    at the service
     * @param foreign     of them that are not of this system
     * @param differences each named; empty is good
     */
    record Reconciliation(
            String provider,
            LocalDate day,
            @Nullable String problem,
            int payments,
            int foreign,
            List<Difference> differences) {

        /** Takes a copy. */
        public Reconciliation {
            differences = List.copyOf(differences);
        }
    }

    /**
     * @param consultation null where the service names none of ours
     * @param ours         in words
     * @param theirs       in words
     */
    record Difference(Kind kind, @Nullable ConsultationId consultation, String reference, String ours, String theirs) {}

    /** What is not the same. */
    enum Kind {
        /** The service has a payment under our name that no journal knows of. */
        UNKNOWN_HERE,
        /** A journal has a payment that the service does not know. */
        UNKNOWN_THERE,
        CURRENCY,
        HELD,
        CAPTURED,
        REFUNDED,
        /** Held, released, captured: not as it is there. */
        STATE
    }
}
