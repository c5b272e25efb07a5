package org.connectme.journal;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.Offer;
import org.connectme.core.RatePlan;
import org.connectme.core.Seller;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.NoteLeft;
import org.connectme.core.event.Event;

/** Events to append. */
final class Samples {

    static final Instant START = Instant.parse("2026-03-02T09:30:00Z");

    private Samples() {}

    static ConsultationScheduled scheduled(ConsultantId consultant, Instant startsAt) {
        RatePlan plan = new RatePlan(
                UUID.randomUUID(),
                1,
                "Advice",
                Currency.getInstance("EUR"),
                199,
                1,
                60,
                0,
                null,
                new RatePlan.Tax("VAT", 1900, true),
                10_000);
        Offer offer = new Offer(plan, new Seller("Ada Advice", "1 High Street", ""), "en", "terms", "privacy", "");
        return new ConsultationScheduled(
                consultant,
                "Ada",
                "Welcome",
                "Grace Hopper",
                "grace@example.org",
                "Compilers",
                startsAt,
                30,
                "Europe/Berlin",
                "en",
                startsAt.plusSeconds(86_400),
                offer);
    }

    static ConsultationScheduled scheduled() {
        return scheduled(ConsultantId.random(), START);
    }

    static NoteLeft note(String text) {
        return new NoteLeft(text);
    }

    /** An event of that kind with a value in every component; texts are the component's name with a mark in front. */
    static Event of(Class<? extends Event> kind) {
        return (Event) value(kind, kind.getSimpleName());
    }

    private static Object value(Class<?> type, String name) {
        if (type == String.class) {
            return "text of " + name;
        } else if (type == int.class) {
            return 7;
        } else if (type == long.class || type == Long.class) {
            return 7_000_000_000L;
        } else if (type == boolean.class) {
            return true;
        } else if (type == Instant.class) {
            return Instant.parse("2026-03-02T09:30:00.123456789Z");
        } else if (type == UUID.class) {
            return UUID.fromString("0b5b5a3e-95a7-4c5e-8b1c-6c2f5a6f8a11");
        } else if (type == Currency.class) {
            return Currency.getInstance("KWD");
        } else if (type == List.class) {
            return List.of();
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return record(type);
    }

    private static Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> value(component.getType(), component.getName()))
                .toArray();
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("No sample of " + type, e);
        }
    }
}
