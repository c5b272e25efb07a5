package org.connectme.verify;

import org.connectme.core.Offer;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.OfferChanged;
import org.connectme.core.event.ConsultationEvent.TermsAgreed;
import org.connectme.core.event.Event;
import org.connectme.core.event.MeterEvent.MeterResumed;
import org.connectme.core.event.MeterEvent.MeterStarted;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.jspecify.annotations.Nullable;

/** Whether the customer agreed to just this plan and these texts before anything was charged. */
final class AgreementCheck {

    private static final String NAME = "agreement";

    private AgreementCheck() {}

    static void run(History history, Findings findings) {
        Offer offer = null;
        TermsAgreed agreed = null;
        for (int i = 0; i < history.length(); i++) {
            Entry entry = history.entries().get(i);
            Event event = entry.event();
            if (event instanceof ConsultationScheduled scheduled) {
                offer = scheduled.offer();
            } else if (event instanceof OfferChanged changed) {
                offer = changed.offer();
                agreed = null;
            } else if (event instanceof TermsAgreed terms) {
                agreed = terms;
                compare(offer, terms, entry.seq(), findings);
            } else if (event instanceof MeterStarted || event instanceof MeterResumed) {
                History until = new History(history.id(), history.entries().subList(0, i));
                Consultation before = Consultation.of(until);
                if (before.agreement() == null) {
                    findings.wrong(
                            NAME,
                            entry.seq(),
                            "the meter was started at entry " + entry.seq() + " though no agreement stood");
                } else if (!before.isReadyToJoin()) {
                    findings.wrong(
                            NAME,
                            entry.seq(),
                            "the meter was started at entry " + entry.seq() + " though no card was held");
                }
            }
        }
        if (agreed != null) {
            findings.right(
                    NAME,
                    "the customer agreed to this plan (" + agreed.planHash() + ") and these texts ("
                            + agreed.termsHash() + ")");
        } else {
            findings.note(NAME, null, "the customer has agreed to nothing");
        }
    }

    private static void compare(@Nullable Offer offer, TermsAgreed terms, int seq, Findings findings) {
        if (offer == null) {
            findings.wrong(NAME, seq, "entry " + seq + " agrees to an offer that nobody made");
            return;
        }
        if (!offer.planHash().equals(terms.planHash())) {
            findings.wrong(
                    NAME, seq, "entry " + seq + " agrees to another plan or seller than the one that was offered");
        }
        if (!offer.termsHash().equals(terms.termsHash())) {
            findings.wrong(NAME, seq, "entry " + seq + " agrees to other texts than those that were offered");
        }
    }
}
