package org.connectme.mail.spi;

import java.util.Optional;

/**
 * One message to one person.
 *
 * @param id       stable over retries; becomes the Message-ID, so that a repeat can be recognised
 * @param sender   who caused it (a consultant's id as text); an outbox shows a sender only its own mail
 * @param replyTo  address answers should go to; empty for none
 * @param calendar iCalendar text (RFC 5545) to attach, with its method
 */
public record Mail(
        String id,
        String sender,
        String to,
        String toName,
        String replyTo,
        String subject,
        String text,
        String html,
        Optional<Calendar> calendar) {

    /** @param method REQUEST or CANCEL */
    public record Calendar(String method, String text) {}

    /** Names no person, so that it may stand in a log. */
    @Override
    public String toString() {
        return "Mail " + id;
    }
}
