package org.connectme.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Reads an identifier from its canonical text. */
final class IdReader<T> extends JsonDeserializer<T> {

    private final Function<String, Optional<T>> parse;

    IdReader(Function<String, Optional<T>> parse) {
        this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return parse.apply(parser.getValueAsString(""))
                .orElseThrow(() -> JsonMappingException.from(parser, "Not an identifier in its canonical form"));
    }
}
