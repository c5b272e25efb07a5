package org.connectme.payment.stripe;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is answered, before anything happens to it on the way. */
record Answer(int status, String body, Map<String, String> headers) {

    static Answer ok(JsonObject body) {
        return new Answer(200, body.toString(), Map.of());
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, more);
    }

    /** Stripe's error object; what is empty is left out, as Stripe does. */
    static Answer error(int status, String type, String code, String param) {
        JsonObject error = new JsonObject();
        error.addProperty("type", type);
        error.addProperty("message", "What Stripe says here may quote what was sent: sk_test_quoted");
        if (!code.isEmpty()) {
            error.addProperty("code", code);
        }
        if (!param.isEmpty()) {
            error.addProperty("param", param);
        }
        return of(status, error);
    }

    static Answer of(int status, JsonObject error) {
        JsonObject body = new JsonObject();
        body.add("error", error);
        return new Answer(status, body.toString(), Map.of());
    }

    /** An error, thrown where it is found. */
    static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Answer answer;
        private final boolean begun;

        private Refusal(Answer answer, boolean begun) {
            super("HTTP " + answer.status());
            this.answer = answer;
            this.begun = begun;
        }

        /** Before the endpoint began to execute, so the key stays unused. */
        static Refusal early(int status, String code, String param) {
            return new Refusal(error(status, "invalid_request_error", code, param), false);
        }

        /** By the endpoint itself, so the key remembers it. */
        static Refusal late(int status, String code, String param) {
            return new Refusal(error(status, "invalid_request_error", code, param), true);
        }

        static Refusal late(Answer answer) {
            return new Refusal(answer, true);
        }

        Answer answer() {
            return answer;
        }

        boolean begun() {
            return begun;
        }
    }
}
