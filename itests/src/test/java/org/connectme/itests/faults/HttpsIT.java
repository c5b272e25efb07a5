package org.connectme.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same paid call with {@code ./connectme run --https}. */
class HttpsIT {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.startWithHttps("https");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aPaidCallRunsOverHttpsFromSignInToTheCapture() {
        try (Browsers browsers = new Browsers()) {
            PaidCall call = PaidCall.begin(server, browsers, "Ida Holm");
            for (Participant each : call.both()) {
                assertThat(each.page().evaluate("() => isSecureContext")).isEqualTo(true);
                assertThat((List<?>) each.page().evaluate("() => witness.addresses"))
                        .isNotEmpty()
                        .allSatisfy(address -> assertThat((String) address).startsWith("wss://"));
            }
            call.end();
            assertThat(call.awaitCapture(BOUND).at("/gross/minorUnits").asLong())
                    .isPositive();
            call.customer().awaitText("charged to your card", BOUND);
        }
    }

    @Test
    void theCookieOfASignInIsForThisServerOverHttpsOnly() {
        try (Browsers browsers = new Browsers()) {
            Page page = browsers.open(server.address(), new Api(server));
            page.navigate(server.address("/console").toString());
            page.getByLabel("E-mail").fill(server.demo().getProperty("e-mail"));
            page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                    .fill(server.demo().getProperty("password"));
            page.keyboard().press("Enter");
            page.getByText("New consultation").first().waitFor();

            List<Cookie> cookies = page.context().cookies();
            assertThat(cookies).isNotEmpty().allSatisfy(cookie -> {
                assertThat(cookie.secure).isTrue();
                assertThat(cookie.httpOnly).isTrue();
                assertThat(cookie.sameSite).isIn(SameSiteAttribute.STRICT, SameSiteAttribute.LAX);
            });
        }
    }

    @Test
    void nothingIsAnsweredWithoutTls() {
        URI plain = URI.create("http://127.0.0.1:" + server.address().getPort() + "/health/live");
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(plain).build(), HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }
}
