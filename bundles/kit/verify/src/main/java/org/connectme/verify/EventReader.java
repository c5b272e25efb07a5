package org.connectme.verify;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.event.Event;
import org.connectme.core.event.Events;
import org.connectme.core.event.Personal;
import org.connectme.core.event.UnknownEvent;
import org.connectme.core.evidence.EvidenceFile.Line;
import org.jspecify.annotations.Nullable;

/**
 * Turns stored JSON back into events, by a way of its own beside the server's. Personal fields read as empty: they are
 * encrypted, and no sum depends on them. A kind or a value that only a newer version has stays as it is stored.
 */
final class EventReader {

    private EventReader() {}

    /** A value that this version has no place for. */
    private static final class NotKnownHere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotKnownHere(String what) {
            super(what);
        }
    }

    static Event read(Line line) throws Unreadable {
        Class<? extends Event> kind = Events.TYPES.get(line.type());
        Object json = json(line);
        if (kind == null) {
            return new UnknownEvent(line.type(), line.stored());
        }
        if (!(json instanceof Map<?, ?> members)) {
            throw new Unreadable(line.seq(), "what is stored is no object");
        }
        try {
            return (Event) record(kind, members);
        } catch (NotKnownHere e) {
            return new UnknownEvent(line.type(), line.stored());
        }
    }

    /** Whether a field of this entry is stored encrypted, and not empty. */
    static boolean isSealed(Line line, String field) throws Unreadable {
        return json(line) instanceof Map<?, ?> members
                && members.get(field) instanceof Map<?, ?> sealed
                && sealed.get("enc") instanceof String text
                && !text.isEmpty();
    }

    private static @Nullable Object json(Line line) throws Unreadable {
        try {
            return JsonReader.read(line.stored());
        } catch (Unreadable e) {
            throw new Unreadable(line.seq(), "what is stored is no JSON: " + e.getMessage());
        }
    }

    private static Object record(Class<?> kind, Map<?, ?> members) {
        RecordComponent[] components = kind.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            values[i] = component.isAnnotationPresent(Personal.class)
                    ? ""
                    : value(component.getGenericType(), members.get(component.getName()));
        }
        try {
            Constructor<?> constructor = kind.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new NotKnownHere(kind.getSimpleName() + " does not take these values");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record without its constructor: " + kind, e);
        }
    }

    private static @Nullable Object value(Type type, @Nullable Object json) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list(list.getActualTypeArguments()[0], json);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted == int.class) {
            long number = number(json);
            if (number != (int) number) {
                throw new NotKnownHere("a number as large as " + number);
            }
            return (int) number;
        } else if (wanted == long.class) {
            return number(json);
        } else if (wanted == boolean.class) {
            return json instanceof Boolean truth && truth;
        } else if (json == null) {
            return null;
        } else if (wanted == Long.class) {
            return number(json);
        } else if (wanted.isRecord() && json instanceof Map<?, ?> members) {
            return record(wanted, members);
        } else if (json instanceof String text) {
            return fromText(wanted, text);
        }
        throw new NotKnownHere("a " + wanted.getSimpleName());
    }

    /** Left out means 0, as it does for the server. */
    private static long number(@Nullable Object json) {
        if (json == null) {
            return 0;
        }
        if (json instanceof Long number) {
            return number;
        }
        throw new NotKnownHere("a number");
    }

    private static List<@Nullable Object> list(Type element, @Nullable Object json) {
        List<@Nullable Object> values = new ArrayList<>();
        if (json instanceof List<?> list) {
            for (Object each : list) {
                values.add(value(element, each));
            }
        }
        return values;
    }

    private static Object fromText(Class<?> wanted, String text) {
        try {
            if (wanted == String.class) {
                return text;
            } else if (wanted == Instant.class) {
                return Instant.parse(text);
            } else if (wanted == UUID.class) {
                return UUID.fromString(text);
            } else if (wanted == Currency.class) {
                return Currency.getInstance(text);
            } else if (wanted == ConsultantId.class) {
                return ConsultantId.parse(text).orElseThrow(() -> new NotKnownHere("an id"));
            } else if (wanted == ConsultationId.class) {
                return ConsultationId.parse(text).orElseThrow(() -> new NotKnownHere("an id"));
            } else if (wanted.isEnum()) {
                return Arrays.stream(wanted.getEnumConstants())
                        .filter(each -> ((Enum<?>) each).name().equals(text))
                        .findFirst()
                        .orElseThrow(() -> new NotKnownHere(text));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new NotKnownHere(text);
        }
        throw new NotKnownHere("a " + wanted.getSimpleName());
    }
}
