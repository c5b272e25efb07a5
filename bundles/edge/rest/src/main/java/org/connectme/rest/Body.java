package org.connectme.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.connectme.core.Money;
import org.connectme.rest.Problem.FieldError;
import org.connectme.wire.http.Request;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object of a request, read field by field. What is wrong is collected, so that one answer names every wrong
 * field; {@link #check} throws it. A value read while an error stands is a harmless filler. One thread.
 */
final class Body {

    private static final UUID NO_ID = new UUID(0, 0);

    private final ObjectNode object;
    private final String prefix;
    private final List<FieldError> errors;
    private final Set<String> known = new HashSet<>();
    private final List<Body> nested = new ArrayList<>();

    private Body(ObjectNode object, String prefix, List<FieldError> errors) {
        this.object = object;
        this.prefix = prefix;
        this.errors = errors;
    }

    /** @throws BadRequest if the body is no JSON object */
    static Body of(Request request) {
        try {
            JsonNode node = Json.MAPPER.readTree(request.body());
            if (node instanceof ObjectNode object) {
                return new Body(object, "", new ArrayList<>());
            }
            throw unreadable();
        } catch (IOException e) {
            throw unreadable();
        }
    }

    /** A line of text: no control characters, outer blanks removed. Lengths in UTF-16 units. */
    String line(String field, int min, int max) {
        return text(field, min, max, false);
    }

    /** Text of several lines. */
    String text(String field, int min, int max) {
        return text(field, min, max, true);
    }

    /** A secret: taken as it is. */
    String secret(String field, int max) {
        JsonNode node = get(field);
        if (!node.isTextual() || node.textValue().isEmpty() || node.textValue().length() > max) {
            return wrong(field, "text", "must be a text of 1 to " + max + " characters.", "");
        }
        return node.textValue();
    }

    long integer(String field, long min, long max) {
        JsonNode node = get(field);
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
            return wrong(field, "number", "must be a whole number from " + min + " to " + max + ".", min);
        }
        return node.longValue();
    }

    @Nullable
    Long integerOrNull(String field, long min, long max) {
        return isNull(field) ? null : (Long) integer(field, min, max);
    }

    boolean flag(String field) {
        JsonNode node = get(field);
        return node.isBoolean() ? node.booleanValue() : wrong(field, "flag", "must be true or false.", false);
    }

    Instant instant(String field) {
        JsonNode node = get(field);
        try {
            if (node.isTextual()) {
                return Instant.parse(node.textValue());
            }
        } catch (DateTimeException e) {
            // falls through to the one answer for every wrong instant
        }
        return wrong(field, "instant", "must be an instant such as 2026-05-04T09:30:00Z.", Instant.EPOCH);
    }

    UUID id(String field) {
        return idIn(field, get(field));
    }

    Optional<UUID> optionalId(String field) {
        return isNull(field) ? Optional.empty() : Optional.of(id(field));
    }

    <E extends Enum<E>> E choice(String field, Class<E> kind) {
        JsonNode node = get(field);
        E[] all = kind.getEnumConstants();
        return Arrays.stream(all)
                .filter(value -> node.isTextual() && value.name().equals(node.textValue()))
                .findFirst()
                .orElseGet(() -> wrong(field, "choice", "must be one of " + Arrays.toString(all) + ".", all[0]));
    }

    <E extends Enum<E>> Optional<E> optionalChoice(String field, Class<E> kind) {
        return isNull(field) ? Optional.empty() : Optional.of(choice(field, kind));
    }

    Currency currency(String field) {
        JsonNode node = get(field);
        return Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getCurrencyCode().equals(node.textValue()))
                .findFirst()
                .orElseGet(() ->
                        wrong(field, "currency", "must be an ISO 4217 code such as EUR.", Currency.getInstance("XXX")));
    }

    Money money(String field) {
        Body body = object(field);
        Money money = new Money(body.integer("minorUnits", 0, 1_000_000_000_000L), body.currency("currency"));
        return money;
    }

    @Nullable
    Money moneyOrNull(String field) {
        return isNull(field) ? null : money(field);
    }

    Body object(String field) {
        JsonNode node = get(field);
        if (!(node instanceof ObjectNode)) {
            wrong(field, "object", "must be an object.", node);
        }
        ObjectNode child = node instanceof ObjectNode found ? found : JsonNodeFactory.instance.objectNode();
        Body body = new Body(child, prefix + field + ".", node instanceof ObjectNode ? errors : new ArrayList<>());
        nested.add(body);
        return body;
    }

    /** @throws BadRequest naming every wrong, missing or unknown field */
    void check() {
        unknown();
        if (!errors.isEmpty()) {
            throw new BadRequest(Problem.fields(errors));
        }
    }

    private void unknown() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String shown = name.length() > 40 ? name.substring(0, 40) : name;
                errors.add(new FieldError(prefix + shown, "unknown", "This call has no field of this name."));
            }
        });
        nested.stream().filter(body -> body.errors == errors).forEach(Body::unknown);
    }

    private UUID idIn(String field, JsonNode node) {
        try {
            if (node.isTextual() && node.textValue().length() == 36) {
                return UUID.fromString(node.textValue());
            }
        } catch (IllegalArgumentException e) {
            // falls through to the one answer for every wrong identifier
        }
        return wrong(field, "id", "must be a UUID.", NO_ID);
    }

    private String text(String field, int min, int max, boolean severalLines) {
        JsonNode node = get(field);
        if (!node.isTextual()) {
            return wrong(field, "text", "must be a text.", "");
        }
        String value = node.textValue().replace("\r\n", "\n").strip();
        if (value.length() < min || value.length() > max) {
            return wrong(field, "length", "must have " + min + " to " + max + " characters.", "");
        }
        boolean control =
                value.chars().anyMatch(c -> Character.isISOControl(c) && !(severalLines && (c == '\n' || c == '\t')));
        return control ? wrong(field, "characters", "must not contain control characters.", "") : value;
    }

    private boolean isNull(String field) {
        return get(field).isNull() || get(field).isMissingNode();
    }

    private JsonNode get(String field) {
        known.add(field);
        return object.path(field);
    }

    private <T> T wrong(String field, String code, String detail, T filler) {
        errors.add(new FieldError(prefix + field, code, "The field \"" + prefix + field + "\" " + detail));
        return filler;
    }

    private static BadRequest unreadable() {
        return new BadRequest(Problem.of(400, "request.unreadable", "The body must be one JSON object.", List.of()));
    }
}
