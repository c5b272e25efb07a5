package org.connectme.payment;

import org.connectme.core.ConsultationId;

/**
 * Names of operations: each is the idempotency key of its call at the payment service for ever. They carry the
 * consultation's id, since the service keeps the keys of all consultations in one place, and nothing that changes, so
 * that there is no second key for one thing.
 */
final class Operations {

    private Operations() {}

    static String hold(ConsultationId id, String attempt) {
        return "hold-" + id + "-" + attempt;
    }

    /** From a kept card, with the customer away. @param attempt counted from 1 */
    static String later(ConsultationId id, int attempt) {
        return "hold-" + id + "-later-" + attempt;
    }

    static String raise(ConsultationId id, String request) {
        return "raise-" + id + "-" + request;
    }

    /** @param round 1 for the first challenge of a hold */
    static String resume(String hold, int round) {
        return hold + "-resume-" + round;
    }

    /** One a consultation: whatever repeats or crashes, there is no other to capture with. */
    static String capture(ConsultationId id) {
        return "capture-" + id;
    }

    /** One a hold. */
    static String release(String hold) {
        return "release-" + hold;
    }

    static String refund(ConsultationId id, String request) {
        return "refund-" + id + "-" + request;
    }
}
