package org.connectme.invitation.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.connectme.invitation.letter.CalendarEntry.Method;
import org.connectme.invitation.letter.CalendarEntry.Person;
import org.junit.jupiter.api.Test;

class CalendarEntryTest {

    @Test
    void anAppointmentIsWrittenInUtc() {
        assertThat(entry(Method.REQUEST, "Consultation", "Printer; blue, A4\nhttps://x.example", "Ana \"A\"")
                        .text())
                .startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
                .endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n")
                .contains("\r\nMETHOD:REQUEST\r\n")
                .contains("\r\nUID:u1@connectme\r\n")
                .contains("\r\nSEQUENCE:3\r\n")
                .contains("\r\nDTSTAMP:20260302T090000Z\r\n")
                .contains("\r\nDTSTART:20260304T090000Z\r\n")
                .contains("\r\nDTEND:20260304T093000Z\r\n")
                .contains("\r\nDESCRIPTION:Printer\\; blue\\, A4\\nhttps://x.example\r\n")
                .contains("\r\nORGANIZER;CN=\"Ana 'A'\":mailto:ana@example.org\r\n")
                .contains("\r\nSTATUS:CONFIRMED\r\n");
    }

    @Test
    void aCancellationFreesTheTime() {
        assertThat(entry(Method.CANCEL, "S", "D", "Ana").text())
                .contains("METHOD:CANCEL\r\n")
                .contains("STATUS:CANCELLED\r\n")
                .contains("TRANSP:TRANSPARENT\r\n");
    }

    @Property
    void noLineIsTooLongAndNothingTypedBecomesAProperty(
            @ForAll String summary, @ForAll String description, @ForAll String name) {
        String text = entry(Method.REQUEST, summary, description, name).text();

        List<String> lines = List.of(text.split("\r\n", -1));
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
        List<String> unfolded = List.of(text.replace("\r\n ", "").split("\r\n"));
        assertThat(unfolded).hasSize(20).allMatch(line -> line.matches("[A-Z]+[:;].*"));
        assertThat(unfolded).filteredOn(line -> line.startsWith("BEGIN:")).hasSize(2);
        assertThat(unfolded).filteredOn(line -> line.startsWith("ATTENDEE")).hasSize(1);
    }

    private static CalendarEntry entry(Method method, String summary, String description, String name) {
        return new CalendarEntry(
                method,
                "u1@connectme",
                3,
                Instant.parse("2026-03-02T09:00:00Z"),
                Instant.parse("2026-03-04T09:00:00Z"),
                30,
                summary,
                description,
                "https://x.example",
                new Person(name, "ana@example.org"),
                new Person("Cem", "cem@example.org"));
    }
}
