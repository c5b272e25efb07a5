package org.connectme.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.connectme.core.Bill;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.event.ConsentEvent.ConsentRequested;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.ContactGiven;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.ConsultationEvent.NoteLeft;
import org.connectme.core.event.Event;
import org.connectme.core.event.Events;
import org.connectme.core.event.MeterEvent.AmountDue;
import org.connectme.core.event.MeterEvent.LimitSet;
import org.connectme.core.event.Personal;
import org.connectme.core.event.PresenceEvent.ParticipantJoined;
import org.connectme.core.event.UnknownEvent;
import org.connectme.core.journal.JournalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    private final EventCodec codec = new EventCodec();
    private final ConsultationId id = ConsultationId.random();
    private final byte[] key = Crypto.random(Crypto.KEY_BYTES);
    private final PersonalCipher cipher = PersonalCipher.with(id, key);

    static Stream<Class<? extends Event>> kinds() {
        return Events.TYPES.values().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindOfEventIsReadAsItWasWritten(Class<? extends Event> kind) {
        Event event = Samples.of(kind);

        assertThat(codec.decode(event.type(), codec.encode(event, cipher), cipher))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsPersonalIsNeverInTheJson(Class<? extends Event> kind) {
        String json = codec.encode(Samples.of(kind), cipher);

        for (RecordComponent component : kind.getRecordComponents()) {
            if (component.isAnnotationPresent(Personal.class)) {
                assertThat(json).doesNotContain("text of " + component.getName());
                assertThat(json).contains("\"" + component.getName() + "\":{\"enc\":\"");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void fieldsStandInTheOrderOfTheRecord(Class<? extends Event> kind) {
        String json = codec.encode(Samples.of(kind), cipher);

        List<Integer> places = Arrays.stream(kind.getRecordComponents())
                .map(component -> json.indexOf("\"" + component.getName() + "\":"))
                .toList();
        assertThat(places).isSorted().doesNotContain(-1);
    }

    @Test
    void theJsonIsPlainEnoughForOtherPrograms() {
        assertThat(codec.encode(new LimitSet(Money.of(1250, "EUR")), cipher))
                .isEqualTo("{\"limit\":{\"minorUnits\":1250,\"currency\":\"EUR\"}}");
        assertThat(codec.encode(new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null), cipher))
                .isEqualTo("{\"reason\":\"HUNG_UP\",\"by\":\"CUSTOMER\",\"lostSide\":null}");
        assertThat(codec.encode(Samples.scheduled(), cipher))
                .contains("\"startsAt\":\"2026-03-02T09:30:00Z\"")
                .containsPattern("\"consultant\":\"[0-9a-f-]{36}\"")
                .doesNotContain("\"free\"");
    }

    @Test
    void listsAndMissingValuesAreKept() {
        Money amount = Money.of(1, "EUR");
        Instant from = Instant.parse("2026-03-02T09:30:00.250Z");
        Bill bill = new Bill(
                1,
                1000,
                900,
                0,
                amount,
                amount,
                amount,
                List.of(new Bill.Pause(from, from.plusMillis(100), Bill.Reason.CUSTOMER_OFFLINE)));

        for (Event event : List.of(new AmountDue(bill), new LimitSet(null))) {
            assertThat(codec.decode(event.type(), codec.encode(event, cipher), cipher))
                    .isEqualTo(event);
        }
    }

    @Test
    void withTheKeyDestroyedPersonalFieldsReadAsEmptyAndNewOnesAreNotKept() {
        PersonalCipher erased = PersonalCipher.erased(id);
        ContactGiven contact = new ContactGiven("Grace", "grace@example.org", "+1", "Compilers");

        assertThat(codec.decode("ContactGiven", codec.encode(contact, cipher), erased))
                .isEqualTo(new ContactGiven("", "", "", ""));
        assertThat(codec.decode("ContactGiven", codec.encode(contact, erased), cipher))
                .isEqualTo(new ContactGiven("", "", "", ""));
    }

    @Test
    void aPersonalFieldIsReadableInItsOwnPlaceOnly() {
        String json = codec.encode(new ContactGiven("Grace", "", "", ""), cipher);
        PersonalCipher ofAnother = PersonalCipher.with(ConsultationId.random(), key);
        String swapped = json.replace("\"name\"", "\"x\"")
                .replace("\"email\"", "\"name\"")
                .replace("\"x\"", "\"email\"");

        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> codec.decode("ContactGiven", json, ofAnother));
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> codec.decode("ContactGiven", swapped, cipher));
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> codec.decode("NoteLeft", json.replace("\"name\"", "\"text\""), cipher));
    }

    @Test
    void whatANewerVersionWroteIsKeptAsItStands() {
        assertThat(codec.decode("DogBarked", "{\"loud\":true}", cipher))
                .isEqualTo(new UnknownEvent("DogBarked", "{\"loud\":true}"));
        assertThat(codec.encode(new UnknownEvent("DogBarked", "{ \"loud\":true}"), cipher))
                .isEqualTo("{ \"loud\":true}");
        assertThat(codec.decode("ParticipantJoined", "{\"side\":\"CUSTOMER\",\"with\":\"hat\"}", cipher))
                .isEqualTo(new ParticipantJoined(Side.CUSTOMER));
        assertThat(codec.decode("ParticipantJoined", "{\"side\":\"OBSERVER\"}", cipher))
                .isEqualTo(new UnknownEvent("ParticipantJoined", "{\"side\":\"OBSERVER\"}"));
    }

    @Test
    void aFieldThatBecamePersonalLaterIsStillRead() {
        assertThat(codec.decode("NoteLeft", "{\"text\":\"in clear\"}", cipher)).isEqualTo(new NoteLeft("in clear"));
        ConsentRequested request = new ConsentRequested("r", Scope.CLIPBOARD, "why", 5);
        assertThat(codec.decode(request.type(), codec.encode(request, cipher), cipher))
                .isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"text\":{}}",
                "{\"text\":7}",
                "{\"text\":{\"enc\":\"%%\"}}",
                "{\"text\":{\"enc\":\"Grace\"}}"
            })
    void whatWasNeverWrittenIsRefusedAndNotQuoted(String json) {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> codec.decode("NoteLeft", json, cipher))
                .withNoCause()
                .withMessageNotContaining("Grace");
    }
}
