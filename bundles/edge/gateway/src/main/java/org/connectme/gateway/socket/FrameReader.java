package org.connectme.gateway.socket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.connectme.gateway.socket.Frame.Resume;
import org.jspecify.annotations.Nullable;

/**
 * Reads a frame's envelope. The message in it is checked to be one JSON object and to name its type, and is handed on
 * as the very characters that came: relaying must be cheap. Any thread.
 */
final class FrameReader {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_VERSIONS = 32;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private FrameReader() {}

    static Frame read(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            Envelope envelope = new Envelope(text, parser);
            envelope.read();
            return envelope.frame();
        } catch (Malformed | JsonProcessingException e) {
            return new Frame.Broken("not a frame");
        } catch (IOException e) {
            throw new UncheckedIOException("A string was read.", e);
        }
    }

    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super(null, null, false, false);
        }
    }

    /** One reading; lives as long as the call. */
    private static final class Envelope {

        private final String text;
        private final JsonParser parser;
        private final Set<String> seen = new HashSet<>(8);
        private @Nullable String kind;
        private List<Integer> versions = List.of();
        private @Nullable Resume resume;
        private long number = -1;
        private long acknowledged = -1;
        private @Nullable String type;
        private @Nullable String body;

        Envelope(String text, JsonParser parser) {
            this.text = text;
            this.parser = parser;
        }

        void read() throws IOException, Malformed {
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (!seen.add(name) || seen.size() > 16) {
                    throw new Malformed();
                }
                parser.nextToken();
                switch (name) {
                    case "t" -> kind = string();
                    case "versions" -> versions = versions();
                    case "resume" -> resume = resume();
                    case "n" -> number = count();
                    case "a" -> acknowledged = count();
                    case "m" -> message();
                    default -> parser.skipChildren();
                }
            }
            expect(parser.currentToken(), JsonToken.END_OBJECT);
            if (parser.nextToken() != null) {
                throw new Malformed();
            }
        }

        Frame frame() {
            if (kind != null) {
                return kind.equals("hello") ? new Frame.Hello(versions, resume) : new Frame.Broken("unknown kind");
            }
            if (acknowledged < 0 || number == 0) {
                return new Frame.Broken("numbering is missing");
            }
            if (body == null || type == null) {
                return number < 0 ? new Frame.Acknowledgement(acknowledged) : new Frame.Broken("nothing to number");
            }
            return new Frame.Message(Math.max(number, 0), acknowledged, type, body);
        }

        private void message() throws IOException, Malformed {
            expect(parser.currentToken(), JsonToken.START_OBJECT);
            int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isType = "t".equals(parser.currentName());
                parser.nextToken();
                if (!isType) {
                    parser.skipChildren();
                } else if (type == null) {
                    type = string();
                } else {
                    throw new Malformed();
                }
            }
            expect(parser.currentToken(), JsonToken.END_OBJECT);
            if (type == null) {
                throw new Malformed();
            }
            body = text.substring(
                    start, Math.toIntExact(parser.currentLocation().getCharOffset()));
        }

        private List<Integer> versions() throws IOException, Malformed {
            expect(parser.currentToken(), JsonToken.START_ARRAY);
            List<Integer> all = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT);
                all.add(parser.getIntValue());
                if (all.size() > MAX_VERSIONS) {
                    throw new Malformed();
                }
            }
            return all;
        }

        private @Nullable Resume resume() throws IOException, Malformed {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return null;
            }
            expect(parser.currentToken(), JsonToken.START_OBJECT);
            String session = null;
            long last = -1;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "session" -> session = string();
                    case "seen" -> last = count();
                    default -> parser.skipChildren();
                }
            }
            if (session == null || last < 0) {
                throw new Malformed();
            }
            return new Resume(session, last);
        }

        private String string() throws IOException, Malformed {
            expect(parser.currentToken(), JsonToken.VALUE_STRING);
            return parser.getText();
        }

        private long count() throws IOException, Malformed {
            expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT);
            long value = parser.getLongValue();
            if (value < 0) {
                throw new Malformed();
            }
            return value;
        }

        private static void expect(@Nullable JsonToken actual, JsonToken expected) throws Malformed {
            if (actual != expected) {
                throw new Malformed();
            }
        }
    }
}
