package org.connectme.rest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.connectme.core.command.Refusal;
import org.connectme.wire.http.Response;

/**
 * Problem details (RFC 9457). {@code code} is the stable name of the problem; {@code errors} names single fields.
 */
record Problem(String type, String title, int status, String detail, String code, List<FieldError> errors) {

    private static final String MEDIA_TYPE = "application/problem+json; charset=utf-8";

    /** One field that is wrong, and what to do about it. */
    record FieldError(String field, String code, String detail) {}

    static Problem of(Refusal refusal) {
        return of(status(refusal.kind()), refusal.code(), refusal.detail(), List.of());
    }

    static Problem fields(List<FieldError> errors) {
        String detail =
                errors.size() == 1 ? errors.get(0).detail() : errors.size() + " values are wrong; nothing was changed.";
        return of(422, "request.invalid", detail, errors);
    }

    static Problem of(int status, String code, String detail, List<FieldError> errors) {
        return new Problem("urn:connectme:problem:" + code, title(status), status, detail, code, errors);
    }

    Response response() {
        return Response.of(status, MEDIA_TYPE, Json.write(this).getBytes(StandardCharsets.UTF_8));
    }

    static Response response(Refusal refusal) {
        Response response = of(refusal).response();
        return refusal.kind() == Refusal.Kind.TOO_MANY ? response.with("Retry-After", "60") : response;
    }

    private static int status(Refusal.Kind kind) {
        return switch (kind) {
            case INVALID -> 422;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_MANY -> 429;
            case UNAVAILABLE -> 503;
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "The request cannot be read";
            case 401 -> "Not signed in";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 409 -> "Not in this state";
            case 422 -> "A value is wrong";
            case 429 -> "Too many attempts";
            default -> "Not available now";
        };
    }
}
