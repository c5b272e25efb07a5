package org.connectme.payment.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
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
 * The card form in a real Chromium, under a policy as strict as the product's. The browser's path can be given with
 * {@code -Dconnectme.chromium=}.
 */
class SandboxFormTest {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:";
    private static final String ACTION = "{minorUnits:5000,currency:'EUR',lastFour:'3220'}";

    private static final Map<String, String> METHODS = Map.ofEntries(
            entry("4242424242424242", "sbx_ok_visa_4242_"),
            entry("5555555555554444", "sbx_ok_mastercard_4444_"),
            entry("378282246310005", "sbx_ok_amex_0005_"),
            entry("4000000000000002", "sbx_decline_visa_0002_"),
            entry("4000000000009995", "sbx_funds_visa_9995_"),
            entry("4000000000000069", "sbx_expired_visa_0069_"),
            entry("4000000000000127", "sbx_code_visa_0127_"),
            entry("4000000000000119", "sbx_processing_visa_0119_"),
            entry("4000000000003220", "sbx_challenge_visa_3220_"),
            entry("4000002760003184", "sbx_challenge_visa_3184_"),
            entry("4000008400001629", "sbx_challenge-decline_visa_1629_"),
            entry("4000000000006975", "sbx_capture-unknown_visa_6975_"),
            entry("4000000000005126", "sbx_capture-late_visa_5126_"));

    private static HttpServer server;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> requests = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", SandboxFormTest::serve);
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
        page.navigate("http://localhost:" + server.getAddress().getPort() + "/");
        page.onRequest(request -> requests.add(request.url()));
    }

    @AfterEach
    void closePage() {
        assertThat(complaints).as("what the browser's console says").isEmpty();
        page.close();
    }

    @Test
    void aTestCardBecomesAMethodThatTheSandboxKnowsAndSendsNoNumberAnywhere() {
        mount("en");
        METHODS.forEach((digits, method) -> {
            number().fill(digits);
            page.locator("#expiry").fill("12/2034");
            page.locator("#code").fill(digits.startsWith("37") ? "1234" : "123");

            String given = (String) submit().get("method");

            assertThat(given).startsWith(method);
            assertThat(Method.parse(given)).isPresent();
        });
        assertThat(requests).isEmpty();
    }

    @Test
    void everyTestCardOfTheListCanBeChosenAndIsKnownToTheSandbox() {
        mount("en");
        page.getByText("Test cards").click();
        int cards = page.locator("li button").count();
        assertThat(cards).isEqualTo(20);
        for (int i = 0; i < cards; i++) {
            if (!page.locator("li button").nth(i).isVisible()) {
                page.getByText("Test cards").click();
            }
            page.locator("li button").nth(i).click();
            assertThat(Method.parse((String) submit().get("method"))).isPresent();
        }
    }

    @Test
    void theNumberIsGroupedWhileItIsTypedAndItsBrandIsNamed() {
        mount("en");
        number().pressSequentially("42424242");
        assertThat(number()).hasValue("4242 4242");
        assertThat(page.locator(".brand")).hasText("Visa");

        number().press("Home");
        number().pressSequentially("5");
        assertThat(number()).hasValue("5424 2424 2");
        assertThat((int) page.evaluate(
                        "() => document.querySelector('#place > div').shadowRoot.activeElement.selectionStart"))
                .isEqualTo(1);

        number().fill("378282246310005");
        assertThat(number()).hasValue("3782 822463 10005");
        assertThat(page.locator("#code-note")).hasText("4 digits on the front");
    }

    @Test
    void theExpiryFormatsItselfAndCanBeCorrected() {
        mount("en");
        Locator expiry = page.getByLabel("Expires");
        expiry.pressSequentially("934");
        assertThat(expiry).hasValue("09 / 34");

        expiry.press("Backspace");
        expiry.press("Backspace");
        assertThat(expiry).hasValue("09 / ");
        expiry.pressSequentially("2035");
        assertThat(expiry).hasValue("09 / 2035");
    }

    @ParameterizedTest
    @CsvSource({
        "4242424242424241, 1234, 123, number.wrong, This number has a typing mistake. Check its digits.",
        "'', 1234, 123, number.empty, Enter the card number.",
        "4111111111111111, 1234, 123, number.real, This is a sandbox: use a test card. The list below has them all.",
        "4242424242424242, 1334, 123, expiry.wrong, 'Enter month and year as on the card, such as 12 / 34.'",
        "4242424242424242, 0121, 123, expiry.past, This date is in the past. Check month and year.",
        "4242424242424242, 1234, 12, code.wrong, Enter the 3 digits of the security code.",
        "378282246310005, 1234, 123, code.wrong, Enter the 4 digits of the security code.",
    })
    void aMistakeIsNamedAtItsFieldWhichGetsTheFocus(
            String number, String expiry, String code, String problem, String text) {
        mount("en");
        type(number, expiry, code);

        assertThat(submit().get("problem")).isEqualTo(problem);

        String field = problem.substring(0, problem.indexOf('.'));
        assertThat(page.locator("#" + field + "-note")).hasText(text);
        assertThat(page.locator("#" + field)).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#" + field)).isFocused();
        assertThat(page.locator("#expiry")).not().hasValue("");
        assertThat(requests).isEmpty();
    }

    @Test
    void aRealCardOpensTheListOfTestCards() {
        mount("en");
        type("4111111111111111", "1234", "123");

        submit();

        assertThat(page.locator("li button").first()).isVisible();
    }

    @ParameterizedTest
    @CsvSource({"Complete, complete", "Fail, fail"})
    void theChallengeTakesTheFieldsPlaceAndAnswers(String button, String answer) {
        mount("en");
        page.evaluate("() => { window.answer = window.form.challenge(JSON.stringify(" + ACTION + ")); }");
        assertThat(number()).isHidden();
        assertThat(page.getByText("hold €50.00 on the card ending in 3220")).isVisible();

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();

        assertThat(((Map<?, ?>) page.evaluate("() => window.answer")).get("answer"))
                .isEqualTo(answer);
        assertThat(number()).isVisible();
    }

    @ParameterizedTest
    @CsvSource({"en, Card number, ltr", "de-AT, Kartennummer, ltr", "ar, رقم البطاقة, rtl", "fr, Card number, ltr"})
    void theFormSpeaksItsReadersLanguage(String language, String label, String direction) {
        mount(language);

        assertThat(page.getByLabel(label)).isVisible();
        assertThat(page.locator(".form")).hasAttribute("dir", direction);
        assertThat(number()).hasAttribute("autocomplete", "cc-number");
        assertThat(number()).hasAttribute("inputmode", "numeric");
    }

    @ParameterizedTest
    @CsvSource({"en", "de", "ar"})
    void everyTextIsThereAndNothingIsWiderThanAPhone(String language) {
        mount(language);
        submit();
        page.locator("summary").click();

        assertThat(page.locator(".form").innerText()).doesNotContain("undefined");
        assertThat((int) page.evaluate("() => document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(360);
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
    }

    @Test
    void theTokensOfThePageColourTheForm() {
        mount("en");

        assertThat(number()).hasCSS("background-color", "rgb(1, 2, 3)");
        assertThat(page.locator(".form")).hasCSS("color", "rgb(250, 250, 250)");
    }

    @Test
    void enterAsksThePageToSubmitAndUnmountLeavesNothing() {
        mount("en");
        page.evaluate("() => { window.submits = 0; document.addEventListener('submit', () => window.submits++); }");

        number().press("Enter");

        assertThat((int) page.evaluate("() => window.submits")).isEqualTo(1);
        page.evaluate("() => window.form.unmount()");
        assertThat((int) page.evaluate("() => document.querySelector('#place').childNodes.length"))
                .isZero();
    }

    private void mount(String language) {
        page.evaluate(
                "async (language) => {"
                        + " const module = await import('/form.js');"
                        + " document.documentElement.lang = language;"
                        + " window.form = module.mount(document.querySelector('#place'), { language,"
                        + " amount: { minorUnits: 5000, currency: 'EUR' }, configuration: {},"
                        + " tokens: { surface: 'rgb(1 2 3)', ink: 'rgb(250 250 250)', ground: 'rgb(1 2 3)', quiet: 'rgb(220 220 220)',"
                        + " accent: 'rgb(120 220 200)', alert: 'rgb(255 150 140)' } });"
                        + "}",
                language);
        requests.clear();
    }

    private void type(String number, String expiry, String code) {
        number().pressSequentially(number);
        page.locator("#expiry").pressSequentially(expiry);
        page.locator("#code").pressSequentially(code);
    }

    private Locator number() {
        return page.locator("#number");
    }

    private Map<?, ?> submit() {
        return (Map<?, ?>) page.evaluate("() => window.form.submit()");
    }

    private static void serve(HttpExchange exchange) throws IOException {
        boolean script = exchange.getRequestURI().getPath().equals("/form.js");
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        exchange.getResponseHeaders()
                .set("Content-Type", script ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8");
        byte[] body = script
                ? form()
                : ("<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>Card</title>"
                                + "<link rel=icon href='data:,'><body bgcolor='#010203' text='#fafafa'><main><h1>Card</h1><h2>Form</h2>"
                                + "<div id=place></div></main></body></html>")
                        .getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] form() throws IOException {
        try (InputStream form = SandboxProvider.class.getResourceAsStream("/form/sandbox-form.js")) {
            return form.readAllBytes();
        }
    }
}
