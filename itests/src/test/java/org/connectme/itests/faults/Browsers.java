package org.connectme.itests.faults;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.connectme.itests.server.Api;

/** Chromium with a camera and a microphone that are made up, one process for each participant. One thread. */
public final class Browsers implements AutoCloseable {

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--use-fake-device-for-media-stream=fps=15",
            "--use-fake-ui-for-media-stream",
            "--allow-loopback-in-peer-connection",
            "--autoplay-policy=no-user-gesture-required");
    private static final double PATIENCE_MILLIS = 30_000;

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final List<Browser> open = new ArrayList<>();

    /**
     * A page of a browser of its own, signed in as this caller of the API is.
     *
     * @param chromium the program, or what starts it elsewhere
     * @param origin   where the page will see the server
     */
    public Page open(Path chromium, URI origin, Api identity) {
        List<String> arguments = new ArrayList<>(ARGUMENTS);
        // Camera and microphone are only for addresses that the browser trusts.
        arguments.add("--unsafely-treat-insecure-origin-as-secure=" + origin);
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(arguments));
        open.add(browser);
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1280, 800)
                // A server's own certificate; in a real trial the person at the browser accepts it.
                .setIgnoreHTTPSErrors(true)
                .setPermissions(List.of("camera", "microphone")));
        context.addCookies(cookies(identity, origin));
        context.addInitScript(Participant.WITNESS);
        Page page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        return page;
    }

    Page open(URI origin, Api identity) {
        return open(Path.of("/usr/bin/chromium"), origin, identity);
    }

    @Override
    public void close() {
        open.forEach(Browser::close);
        playwright.close();
    }

    private static List<Cookie> cookies(Api identity, URI origin) {
        List<Cookie> cookies = new ArrayList<>();
        for (String pair : identity.cookieHeader().split("; ")) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                // nobody yet
                continue;
            }
            cookies.add(new Cookie(pair.substring(0, equals), pair.substring(equals + 1))
                    .setUrl(origin.toString())
                    .setSecure(origin.getScheme().equals("https")));
        }
        return cookies;
    }
}
