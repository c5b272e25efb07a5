package org.connectme.journal;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.event.Event;
import org.connectme.core.event.Events;
import org.connectme.core.event.UnknownEvent;
import org.connectme.core.journal.JournalException;

/**
 * Events as JSON: a record's components in their order, instants in ISO 8601, currencies by code, identifiers as text,
 * and {@code {"enc":"…"}} for what is personal. What this version does not know it leaves alone: unknown fields are
 * skipped, and an event of an unknown kind, or with a value that only a newer version has, stays as it was stored.
 * Thread-safe.
 */
final class EventCodec {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule(), identifiers())
            .annotationIntrospector(new PersonalFields.Introspector())
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    String encode(Event event, PersonalCipher cipher) {
        if (event instanceof UnknownEvent unknown) {
            return unknown.json();
        }
        try {
            return MAPPER.writer()
                    .withAttribute(PersonalFields.KEY, new PersonalFields(cipher, event.type()))
                    .writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not an event that can be written: " + event.type(), e);
        }
    }

    /** @throws JournalException if this was never written by {@link #encode} */
    Event decode(String type, String json, PersonalCipher cipher) {
        Class<? extends Event> kind = Events.TYPES.get(type);
        if (kind == null) {
            return new UnknownEvent(type, json);
        }
        try {
            Event event = MAPPER.readerFor(kind)
                    .withAttribute(PersonalFields.KEY, new PersonalFields(cipher, type))
                    .readValue(json);
            if (event == null) {
                throw new JournalException("A stored event of kind " + type + " is null");
            }
            return event;
        } catch (InvalidFormatException e) {
            return new UnknownEvent(type, json);
        } catch (JsonProcessingException e) {
            // Not as the cause: Jackson's messages quote what they could not read.
            throw new JournalException("A stored event of kind " + type + " cannot be read: "
                    + e.getClass().getSimpleName());
        }
    }

    private static SimpleModule identifiers() {
        return new SimpleModule("identifiers")
                .addSerializer(ConsultantId.class, ToStringSerializer.instance)
                .addSerializer(ConsultationId.class, ToStringSerializer.instance)
                .addDeserializer(ConsultantId.class, new IdReader<>(ConsultantId::parse))
                .addDeserializer(ConsultationId.class, new IdReader<>(ConsultationId::parse));
    }
}
