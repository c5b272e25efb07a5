package org.connectme.itests.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The system's own browsers, with a camera and a microphone that are made up. Each is started once. One thread. */
final class Browsers implements AutoCloseable {

    /** Two processors carry two browsers, a server and a database here. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The camera shows a moving picture, the microphone beeps once a second. */
    private static final List<String> CHROMIUM = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--use-fake-device-for-media-stream=fps=30",
            "--allow-loopback-in-peer-connection",
            "--autoplay-policy=no-user-gesture-required");

    private static final Map<String, Object> FIREFOX = Map.of(
            "media.navigator.streams.fake", true,
            "media.navigator.permission.disabled", true,
            "media.peerconnection.ice.loopback", true,
            "media.autoplay.default", 0);

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Map<String, Browser> open = new HashMap<>();

    Browsers() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    }

    /** Answers every question for camera, microphone and screen with yes. @param whose each person has one */
    Browser chromium(String whose) {
        List<String> arguments = new ArrayList<>(CHROMIUM);
        arguments.add("--use-fake-ui-for-media-stream");
        return open.computeIfAbsent(whose, name -> launch(arguments));
    }

    /** With a camera and a microphone that show and say this. @param whose each person has one */
    Browser chromium(String whose, Scene scene) {
        List<String> arguments = new ArrayList<>(CHROMIUM);
        arguments.add("--use-fake-ui-for-media-stream");
        arguments.addAll(scene.arguments());
        return open.computeIfAbsent(whose + " " + scene.picture(), name -> launch(arguments));
    }

    /** Allows what the window's permissions say, and nothing else. */
    Browser strictChromium() {
        return open.computeIfAbsent("strict", name -> launch(CHROMIUM));
    }

    /** Shows what a person would choose in the browser's own dialog: the tab of this title. */
    Browser chromiumThatShares(String title) {
        List<String> arguments = new ArrayList<>(CHROMIUM);
        arguments.add("--auto-select-tab-capture-source-by-title=" + title);
        return open.computeIfAbsent("shares " + title, name -> launch(arguments));
    }

    private Browser launch(List<String> arguments) {
        return playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(arguments));
    }

    /** Debian's own, which Playwright drives over WebDriver BiDi. */
    Browser firefox() {
        return open.computeIfAbsent(
                "firefox",
                name -> playwright
                        .firefox()
                        .launch(new LaunchOptions()
                                .setChannel("moz-firefox")
                                .setExecutablePath(Path.of("/usr/bin/firefox-esr"))
                                .setFirefoxUserPrefs(FIREFOX)));
    }

    @Override
    public void close() {
        new ArrayList<>(open.values()).forEach(Browser::close);
        playwright.close();
    }
}
