package org.connectme.agent.core.link;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** JSON of others, within bounds: nothing that comes in makes this app slow or big. */
public final class Json {

    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int DEEPEST = 32;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MOST_CHARACTERS)
                            .maxStringLength(MOST_CHARACTERS)
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(40)
                            .build())
                    .build())
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** @throws IOException if this is no JSON, or too big or deep */
    public static JsonNode read(String text) throws IOException {
        JsonNode node = MAPPER.readTree(text);
        if (node == null || node.isMissingNode()) {
            throw new IOException("nothing was said");
        }
        return node;
    }

    /** @throws IOException if this does not describe one */
    public static <T> T read(JsonNode node, Class<T> type) throws IOException {
        T value = MAPPER.treeToValue(node, type);
        if (value == null) {
            throw new IOException("no " + type.getSimpleName());
        }
        return value;
    }

    /**
     * As {@link #read(JsonNode, Class)}, but with every field there and none more.
     *
     * @throws IOException if this was written by something that knows other fields
     */
    public static <T> T readExactly(JsonNode node, Class<T> type) throws IOException {
        return MAPPER.readerFor(type)
                .with(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .readValue(node);
    }

    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    public static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }
}
