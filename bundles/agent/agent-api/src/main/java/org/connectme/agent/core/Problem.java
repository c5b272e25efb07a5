package org.connectme.agent.core;

import java.util.List;

/**
 * Why something was not done: RFC 9457 problem details.
 *
 * @param status of HTTP; 0 when the server could not be asked
 * @param code stable; the dictionary has a text for it where a person may meet it
 * @param detail for the log
 * @param errors field by field, where the input was wrong
 */
public record Problem(int status, String code, String detail, List<FieldError> errors) {

    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of());
    }

    public record FieldError(String field, String code, String detail) {}
}
