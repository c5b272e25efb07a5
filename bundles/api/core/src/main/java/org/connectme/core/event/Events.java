package org.connectme.core.event;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of event this version knows, by their name in the journal. */
public final class Events {

    /** From {@link Event#type()} to the record. */
    public static final Map<String, Class<? extends Event>> TYPES = Stream.of(
                    ConsultationEvent.class,
                    PresenceEvent.class,
                    MeterEvent.class,
                    PaymentEvent.class,
                    ConsentEvent.class,
                    RecordingEvent.class)
            .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
            .<Class<? extends Event>>map(kind -> kind.asSubclass(Event.class))
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    private Events() {}
}
