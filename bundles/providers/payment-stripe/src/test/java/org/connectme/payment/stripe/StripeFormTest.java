package org.connectme.payment.stripe;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The card form in a real Chromium, under a policy as strict as the product's with the form's own sources; Stripe's
 * script is answered by ours. The browser's path can be given with {@code -Dconnectme.chromium=}.
 */
class StripeFormTest {

    private static final String POLICY;

    static {
        try (Bench bench = new Bench()) {
            String sources = bench.provider().form().contentSources();
            POLICY = "default-src 'none'; style-src 'self'; img-src data:; script-src 'self' " + sources
                    + "; frame-src " + sources + "; connect-src " + sources;
        }
    }

    private static HttpServer server;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> requests = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", StripeFormTest::serve);
        server.start();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("connectme.chromium", "/usr/bin/chromium")))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run")));
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
        server.stop(0);
    }

    @BeforeEach
    void openPage() {
        page = browser.newPage(new Browser.NewPageOptions().setViewportSize(360, 740));
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);
        page.route("https://js.stripe.com/**", this::stripe);
        page.navigate("http://localhost:" + server.getAddress().getPort() + "/");
        page.onRequest(request -> requests.add(request.url()));
    }

    @AfterEach
    void closePage() {
        page.close();
    }

    @Test
    void stripesScriptComesOnlyFromStripeAndOnlyWhenTheFormOpens() {
        page.evaluate("() => import('/form.js')");
        assertThat(requests).allMatch(url -> url.endsWith("/form.js"));

        mount("en");

        assertThat(requests).contains("https://js.stripe.com/dahlia/stripe.js");
        assertThat(requests).allMatch(url -> url.startsWith("https://js.stripe.com/") || url.endsWith("/form.js"));
        assertThat(page.locator("iframe")).isVisible();
        assertThat(complaints).isEmpty();
    }

    @Test
    void theElementIsForAHoldOfThisAmountOnACard() {
        mount("de-AT");

        Map<?, ?> elements = (Map<?, ?>) call("elements").get(1);
        assertThat(elements.get("mode")).isEqualTo("payment");
        assertThat(elements.get("amount")).isEqualTo(5000);
        assertThat(elements.get("currency")).isEqualTo("eur");
        assertThat(elements.get("captureMethod")).isEqualTo("manual");
        assertThat(elements.get("paymentMethodTypes")).isEqualTo(List.of("card"));
        assertThat(elements.get("locale")).isEqualTo("de");
        assertThat(call("Stripe").get(1)).isEqualTo("pk_test_51PublicOfTheTests");
        assertThat(complaints).isEmpty();
    }

    @Test
    void theTokensOfThePageBecomeStripesVariables() {
        mount("en");

        Map<?, ?> look = (Map<?, ?>) ((Map<?, ?>) call("elements").get(1)).get("appearance");
        Map<?, ?> variables = (Map<?, ?>) look.get("variables");
        assertThat(variables.get("colorBackground")).isEqualTo("rgb(1, 2, 3)");
        assertThat((String) variables.get("colorPrimary")).matches("rgb\\(\\d+, \\d+, \\d+\\)");
        assertThat(variables.get("colorDanger")).isEqualTo("rgb(255, 150, 140)");

        page.evaluate("() => window.form.look({ surface: '#ffffff', alert: 'no colour' })");
        assertThat(call("update").get(1).toString())
                .contains("rgb(255, 255, 255)")
                .doesNotContain("colorDanger");
        assertThat(complaints).isEmpty();
    }

    @Test
    void whatIsEnteredBecomesAMethod() {
        mount("en");

        assertThat(submit().get("method")).isEqualTo("pm_1FromTheFrame");
        assertThat(complaints).isEmpty();
    }

    @Test
    void aFieldThatIsWrongIsSaidByStripeAtTheField() {
        mount("en");
        page.evaluate(
                "() => { stripeSays.submit = { error: { type: 'validation_error', code: 'incomplete_number' } }; }");

        assertThat(submit().get("problem")).isEqualTo("incomplete_number");
        assertThat(page.getByRole(AriaRole.ALERT)).isEmpty();
        assertThat(page.evaluate("() => stripeCalls.some(([name]) => name === 'createPaymentMethod')"))
                .isEqualTo(false);
    }

    @Test
    void aCardThatStripeRefusesIsSaidHereAndCanBeChanged() {
        mount("en");
        page.evaluate("() => { stripeSays.method = { error: { type: 'card_error', code: 'card_declined',"
                + " message: 'Your card does not work.' } }; }");

        assertThat(submit().get("problem")).isEqualTo("card_declined");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("Your card does not work.");

        page.evaluate("() => { stripeSays.method = { paymentMethod: { id: 'pm_2' } }; }");
        assertThat(submit().get("method")).isEqualTo("pm_2");
        assertThat(page.getByRole(AriaRole.ALERT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "pi_1, requires_action, '{}', done, true",
        "pi_1, requires_action, '{ error: { code: \"payment_intent_authentication_failure\" } }', failed, true",
        "pi_1, requires_capture, '{}', done, false",
        "seti_1, requires_action, '{}', done, true",
        "seti_1, succeeded, '{}', done, false",
    })
    void theBanksQuestionIsAskedOnceAndItsAnswerGivenBack(
            String reference, String status, String next, String answer, boolean asked) {
        mount("en");
        page.evaluate("([status]) => { stripeSays.status = status; }", List.of(status));
        page.evaluate("() => { stripeSays.next = " + next + "; }");

        Object given = page.evaluate(
                "([reference]) => form.challenge(JSON.stringify({ reference, secret: 'the_secret' }))",
                List.of(reference));

        assertThat(((Map<?, ?>) given).get("answer")).isEqualTo(answer);
        assertThat(page.evaluate("() => stripeCalls.some(([name, secret]) =>"
                        + " name === 'handleNextAction' && secret === 'the_secret')"))
                .isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({"en, could not be loaded, ltr", "de, konnte nicht geladen, ltr", "ar, تعذر تحميل, rtl"})
    void whenStripeCannotBeReachedTheFormSaysSoAndTriesAgain(String language, String text, String direction) {
        page.unroute("https://js.stripe.com/**");
        page.route("https://js.stripe.com/**", Route::abort);
        mount(language);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText(text);
        assertThat(page.locator(".form")).hasAttribute("dir", direction);
        assertThat(submit().get("problem")).isEqualTo("unavailable");
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();

        page.unroute("https://js.stripe.com/**");
        page.route("https://js.stripe.com/**", this::stripe);
        page.getByRole(AriaRole.BUTTON).click();

        assertThat(page.locator("iframe")).isVisible();
        assertThat(page.getByRole(AriaRole.ALERT)).isEmpty();
        assertThat(submit().get("method")).isEqualTo("pm_1FromTheFrame");
    }

    @Test
    void anElementThatDoesNotLoadIsSaidToo() {
        page.evaluate("() => { document.head.append(Object.assign(document.createElement('script'),"
                + " { src: 'https://js.stripe.com/early.js' })); }");
        page.waitForFunction("() => window.stripeSays !== undefined");
        page.evaluate("() => { stripeSays.ready = false; }");

        mount("en");

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("could not be loaded");
        assertThat(submit().get("problem")).isEqualTo("unavailable");
    }

    @Test
    void unmountLeavesNothingAndASecondFormLoadsNoSecondScript() {
        mount("en");
        page.evaluate("() => window.form.unmount()");
        assertThat((int) page.evaluate("() => document.querySelector('#place').childNodes.length"))
                .isZero();

        mount("en");

        assertThat(page.locator("iframe")).isVisible();
        assertThat(requests.stream().filter(url -> url.endsWith("stripe.js")).count())
                .isEqualTo(1);
        assertThat(complaints).isEmpty();
    }

    @Test
    void theFormIsPlainToReadForEverybody() {
        mount("en");
        assertThat(page.locator("iframe")).isVisible();

        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        assertThat((int) page.evaluate("() => document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(360);
    }

    /** Waits until the form is there, or says that it cannot be. */
    private void mount(String language) {
        page.evaluate(
                "async (language) => {"
                        + " const module = await import('/form.js');"
                        + " document.documentElement.lang = language;"
                        + " window.form = module.mount(document.querySelector('#place'), { language,"
                        + " amount: { minorUnits: 5000, currency: 'EUR' },"
                        + " configuration: { publishableKey: 'pk_test_51PublicOfTheTests' },"
                        + " tokens: { surface: 'rgb(1 2 3)', ink: 'rgb(250 250 250)', quiet: 'rgb(220 220 220)',"
                        + " accent: 'oklch(0.8 0.1 180)', alert: 'rgb(255 150 140)' } });"
                        + "}",
                language);
        assertThat(page.getByRole(AriaRole.STATUS)).isHidden();
    }

    private List<?> call(String name) {
        return (List<?>) page.evaluate("(name) => stripeCalls.filter(([called]) => called === name).at(-1)", name);
    }

    private Map<?, ?> submit() {
        return (Map<?, ?>) page.evaluate("() => window.form.submit()");
    }

    private void stripe(Route route) {
        boolean isScript = route.request().url().endsWith(".js");
        route.fulfill(
                new Route.FulfillOptions()
                        .setContentType(isScript ? "text/javascript" : "text/html")
                        .setBody(
                                isScript
                                        ? resource("/stripe.js")
                                        : "<!doctype html><html lang=en><title>Card</title><body bgcolor=white><p>Card</p></html>"));
    }

    private static void serve(HttpExchange exchange) throws IOException {
        boolean script = exchange.getRequestURI().getPath().equals("/form.js");
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        exchange.getResponseHeaders()
                .set("Content-Type", script ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8");
        byte[] body = (script
                        ? resource("/form/stripe-form.js")
                        : "<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>Card</title>"
                                + "<link rel=icon href='data:,'><body bgcolor='#010203' text='#fafafa'><main><h1>Card</h1>"
                                + "<div id=place></div></main></body></html>")
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String resource(String name) {
        try (InputStream in = StripeFormTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
