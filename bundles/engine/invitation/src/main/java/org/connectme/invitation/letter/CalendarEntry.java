package org.connectme.invitation.letter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * An appointment as iCalendar text (RFC 5545) with a method of RFC 5546.
 *
 * @param uid      stable over all versions of the appointment
 * @param sequence grows with each version
 * @param stamp    when this version was made
 */
record CalendarEntry(
        Method method,
        String uid,
        int sequence,
        Instant stamp,
        Instant startsAt,
        int minutes,
        String summary,
        String description,
        String location,
        Person organizer,
        Person attendee) {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LINE_OCTETS = 75;

    enum Method {
        REQUEST,
        CANCEL
    }

    record Person(String name, String email) {}

    String text() {
        StringBuilder text = new StringBuilder();
        add(text, "BEGIN:VCALENDAR");
        add(text, "VERSION:2.0");
        add(text, "PRODID:-//ConnectMe//ConnectMe//EN");
        add(text, "CALSCALE:GREGORIAN");
        add(text, "METHOD:" + method);
        add(text, "BEGIN:VEVENT");
        add(text, "UID:" + escape(uid));
        add(text, "SEQUENCE:" + sequence);
        add(text, "DTSTAMP:" + UTC.format(stamp));
        add(text, "DTSTART:" + UTC.format(startsAt));
        add(text, "DTEND:" + UTC.format(startsAt.plus(Duration.ofMinutes(minutes))));
        add(text, "SUMMARY:" + escape(summary));
        add(text, "DESCRIPTION:" + escape(description));
        add(text, "LOCATION:" + escape(location));
        add(text, "STATUS:" + (method == Method.CANCEL ? "CANCELLED" : "CONFIRMED"));
        add(text, "TRANSP:" + (method == Method.CANCEL ? "TRANSPARENT" : "OPAQUE"));
        add(text, "ORGANIZER;CN=" + quoted(organizer.name()) + ":mailto:" + address(organizer.email()));
        add(
                text,
                "ATTENDEE;CN=" + quoted(attendee.name())
                        + ";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:" + address(attendee.email()));
        add(text, "END:VEVENT");
        add(text, "END:VCALENDAR");
        return text.toString();
    }

    /** Folds after at most 75 octets and never inside a character (RFC 5545, 3.1). */
    private static void add(StringBuilder text, String line) {
        int octets = 0;
        int c;
        for (int i = 0; i < line.length(); i += Character.charCount(c)) {
            c = line.codePointAt(i);
            int size = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > LINE_OCTETS) {
                text.append("\r\n ");
                octets = 1;
            }
            text.appendCodePoint(c);
            octets += size;
        }
        text.append("\r\n");
    }

    /** TEXT of RFC 5545, 3.3.11. */
    private static String escape(String value) {
        return Lines.several(value)
                .replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\n", "\\n");
    }

    /** A parameter's value may hold anything but quotes and control characters. */
    private static String quoted(String value) {
        return '"' + Lines.single(value).replace('"', '\'') + '"';
    }

    /** Addresses were checked when they were entered; what must not be in one cannot begin a new line here. */
    private static String address(String email) {
        return Lines.single(email).replace(" ", "");
    }
}
