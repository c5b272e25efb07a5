package org.connectme.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.connectme.core.event.Personal;

/** Teaches Jackson that a component marked {@link Personal} is text that is stored encrypted. */
record PersonalFields(PersonalCipher cipher, String type) {

    /** Under which reader and writer carry the fields of the event they are at. */
    static final Object KEY = PersonalFields.class;

    private static final String FIELD = "enc";

    static final class Introspector extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public Object findSerializer(Annotated member) {
            return member.hasAnnotation(Personal.class) ? new Writer() : super.findSerializer(member);
        }

        @Override
        public Object findDeserializer(Annotated member) {
            return member.hasAnnotation(Personal.class) ? new Reader() : super.findDeserializer(member);
        }
    }

    private static final class Writer extends JsonSerializer<String> {

        @Override
        public void serialize(String plain, JsonGenerator json, SerializerProvider context) throws IOException {
            PersonalFields fields = (PersonalFields) context.getAttribute(KEY);
            String component = json.getOutputContext().getCurrentName();
            json.writeStartObject();
            json.writeStringField(FIELD, fields.cipher().seal(fields.type(), component, plain));
            json.writeEndObject();
        }
    }

    private static final class Reader extends JsonDeserializer<String> {

        @Override
        public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
            PersonalFields fields = (PersonalFields) context.getAttribute(KEY);
            String component = json.currentName();
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                return json.getText(); // of an event from before the component was marked
            }
            JsonNode sealed = context.readTree(json).path(FIELD);
            if (!sealed.isTextual()) {
                throw JsonMappingException.from(json, "Personal, but not encrypted");
            }
            try {
                return fields.cipher().open(fields.type(), component, sealed.textValue());
            } catch (GeneralSecurityException e) {
                throw JsonMappingException.from(json, "Personal, but not encrypted for this place", e);
            }
        }
    }
}
