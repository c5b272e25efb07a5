package org.connectme.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.connectme.core.Side;
import org.connectme.wire.http.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

    @Test
    void whatIsRightIsRead() {
        Body body = body("""
                {"name":"  Ana ","text":"a\\r\\nb","count":7,"cap":null,"flag":true,"at":"2026-05-04T09:30:00Z",
                 "side":"CUSTOMER","amount":{"minorUnits":240,"currency":"EUR"}}""");

        assertThat(body.line("name", 1, 10)).isEqualTo("Ana");
        assertThat(body.text("text", 1, 10)).isEqualTo("a\nb");
        assertThat(body.integer("count", 1, 10)).isEqualTo(7);
        assertThat(body.integerOrNull("cap", 1, 10)).isNull();
        assertThat(body.flag("flag")).isTrue();
        assertThat(body.instant("at")).isEqualTo("2026-05-04T09:30:00Z");
        assertThat(body.choice("side", Side.class)).isEqualTo(Side.CUSTOMER);
        assertThat(body.money("amount")).hasToString("2.40 EUR");
        body.check();
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                wrong("{}", "x", body -> body.line("x", 1, 5)),
                wrong("{\"x\":null}", "x", body -> body.line("x", 1, 5)),
                wrong("{\"x\":5}", "x", body -> body.line("x", 1, 5)),
                wrong("{\"x\":\"\"}", "x", body -> body.line("x", 1, 5)),
                wrong("{\"x\":\"   \"}", "x", body -> body.line("x", 1, 5)),
                wrong("{\"x\":\"123456\"}", "x", body -> body.line("x", 1, 5)),
                wrong("{\"x\":\"a\\nb\"}", "x", body -> body.line("x", 1, 5)),
                wrong("{\"x\":\"a\\u0000b\"}", "x", body -> body.text("x", 1, 5)),
                wrong("{\"x\":\"5\"}", "x", body -> body.integer("x", 1, 9)),
                wrong("{\"x\":1.5}", "x", body -> body.integer("x", 1, 9)),
                wrong("{\"x\":-1}", "x", body -> body.integer("x", 0, 9)),
                wrong("{\"x\":10}", "x", body -> body.integer("x", 0, 9)),
                wrong("{\"x\":99999999999999999999}", "x", body -> body.integer("x", 0, 9)),
                wrong("{\"x\":1e3}", "x", body -> body.integer("x", 0, 9999)),
                wrong("{\"x\":\"true\"}", "x", body -> body.flag("x")),
                wrong("{\"x\":0}", "x", body -> body.flag("x")),
                wrong("{\"x\":\"tomorrow\"}", "x", body -> body.instant("x")),
                wrong("{\"x\":1700000000}", "x", body -> body.instant("x")),
                wrong("{\"x\":\"1-1-1-1-1\"}", "x", body -> body.id("x")),
                wrong("{\"x\":\"customer\"}", "x", body -> body.choice("x", Side.class)),
                wrong("{\"x\":0}", "x", body -> body.choice("x", Side.class)),
                wrong("{\"x\":\"EURO\"}", "x", body -> body.currency("x")),
                wrong("{\"x\":[]}", "x", body -> body.object("x")),
                wrong("{\"x\":{\"minorUnits\":-1,\"currency\":\"EUR\"}}", "x.minorUnits", body -> body.money("x")),
                wrong("{\"x\":{\"minorUnits\":1,\"currency\":\"EUR\",\"y\":1}}", "x.y", body -> body.money("x")),
                wrong("{\"y\":1}", "y", body -> {}));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aWrongValueIsNamedAndNothingElse(String json, String field, Consumer<Body> reading) {
        Body body = body(json);

        reading.accept(body);

        BadRequest refused = catchThrowableOfType(BadRequest.class, body::check);
        assertThat(refused.problem().status()).isEqualTo(422);
        assertThat(refused.problem().errors())
                .extracting(Problem.FieldError::field)
                .containsExactly(field);
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        Body body = body("{\"a\":1,\"b\":2}");
        body.line("a", 1, 5);
        body.flag("b");
        body.id("c");

        BadRequest refused = catchThrowableOfType(BadRequest.class, body::check);

        assertThat(refused.problem().errors())
                .extracting(Problem.FieldError::field)
                .containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "5", "null", "{", "{\"a\":1,\"a\":2}", "{\"a\":", "\"text\"", "{'a':1}", "<a/>"})
    void whatIsNoJsonObjectIsRefused(String text) {
        BadRequest refused = catchThrowableOfType(BadRequest.class, () -> body(text));

        assertThat(refused.problem().status()).isEqualTo(400);
    }

    @Test
    void deepNestingIsRefused() {
        BadRequest refused =
                catchThrowableOfType(BadRequest.class, () -> body("{\"a\":".repeat(50) + "1" + "}".repeat(50)));

        assertThat(refused.problem().code()).isEqualTo("request.unreadable");
    }

    private static Arguments wrong(String json, String field, Consumer<Body> reading) {
        return Arguments.of(json, field, reading);
    }

    private static Body body(String json) {
        return Body.of(new Request(
                "POST",
                "/api/x",
                Map.of(),
                Map.of("content-type", List.of("application/json")),
                Map.of(),
                json.getBytes(StandardCharsets.UTF_8),
                "127.0.0.1",
                false));
    }
}
