package org.connectme.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.connectme.core.account.PaymentWebhooks.Answer;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentWebhookApiTest {

    private final List<String> received = new ArrayList<>();
    private Answer answer = Answer.TAKEN;
    private final PaymentWebhookApi api = new PaymentWebhookApi((provider, body, headers) -> {
        received.add(provider + " " + new String(body, StandardCharsets.UTF_8) + " " + headers);
        return answer;
    });

    @Test
    void aCallIsHandedOverAsItCame() {
        assertThat(call("POST", "/api/payment/webhooks/sandbox").status()).isEqualTo(204);

        assertThat(received).containsExactly("sandbox {\"a\": 1} {signature=[x]}");
        assertThat(api.isForServers()).isTrue();
        assertThat(api.maxBodyBytes()).isEqualTo(262_144);
    }

    @ParameterizedTest
    @CsvSource({"TAKEN, 204", "REFUSED, 400", "NO_PROVIDER, 404", "LATER, 503"})
    void whatBecameOfItIsAStatusWithoutABody(Answer verdict, int status) {
        answer = verdict;

        Response response = call("POST", "/api/payment/webhooks/sandbox");

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/payment/webhooks/, 404",
        "POST, /api/payment/webhooks/a/b, 404",
        "POST, /api/payment/webhooks/NOBODY, 404",
        "GET, /api/payment/webhooks/sandbox, 405",
    })
    void nothingElseIsThere(String method, String path, int status) {
        assertThat(call(method, path).status()).isEqualTo(status);
        assertThat(received).isEmpty();
    }

    private Response call(String method, String path) {
        byte[] body = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);
        return api.handle(new Request(
                method, path, Map.of(), Map.of("signature", List.of("x")), Map.of(), body, "192.0.2.1", true));
    }
}
