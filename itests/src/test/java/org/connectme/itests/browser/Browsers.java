package org.connectme.itests.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.ConnectOverCDPOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.connectme.itests.faults.SoundServer;
import org.connectme.itests.faults.Until;
import org.jspecify.annotations.Nullable;

/** The system's own browsers, with a camera and a microphone that are made up. Each is started once. One thread. */
final class Browsers implements AutoCloseable {

    /** Two processors carry two browsers, a server and a database here. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Path CHROMIUM_PROGRAM = Path.of("/usr/bin/chromium");

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
    private final List<Process> keeping = new ArrayList<>();
    private @Nullable SoundServer sound;

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
        return open.computeIfAbsent(whose + " " + scene.picture(), name -> launch(with(scene)));
    }

    /** Elsewhere, with an address of the server that it trusts with camera and microphone. @param program starts it there */
    Browser chromium(String whose, Path program, URI origin, Scene scene) {
        List<String> arguments = with(scene);
        arguments.add("--unsafely-treat-insecure-origin-as-secure=" + origin);
        return open.computeIfAbsent(whose + " " + program, name -> launch(program, arguments));
    }

    /**
     * A browser as people have it, in a process of its own: it keeps in this folder what it knows, hides a tab behind
     * another, and may be killed. It ends with {@link #endKeeping}.
     */
    BrowserContext keeping(Path profile, Scene scene) {
        Path port = profile.resolve("DevToolsActivePort");
        List<String> command = with(scene);
        command.add(0, CHROMIUM_PROGRAM.toString());
        command.addAll(List.of(
                "--headless",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--window-size=1440,900",
                "--lang=en-US",
                "about:blank"));
        try {
            Files.deleteIfExists(port);
            keeping.add(new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
            String number =
                    Until.value("the browser is there", PATIENCE, () -> firstLine(port), line -> !line.isEmpty());
            // with Playwright's own settings every tab believes that it is looked at
            return playwright
                    .chromium()
                    .connectOverCDP("http://127.0.0.1:" + number, new ConnectOverCDPOptions().setNoDefaults(true))
                    .contexts()
                    .get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstLine(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readString(file).lines().findFirst().orElse("")
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As by kill -9. */
    void endKeeping() {
        keeping.forEach(browser -> {
            browser.destroyForcibly();
            browser.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        });
        keeping.clear();
    }

    /** The browser that was started with these words among others. */
    static ProcessHandle process(String words) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    String line = commandLine(process.pid());
                    return line.contains(words) && !line.contains("--type=");
                })
                .filter(process -> process.children().findAny().isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** All of it: Java itself knows the first page only. */
    private static String commandLine(long process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // it has ended meanwhile
            return "";
        }
    }

    private static List<String> with(Scene scene) {
        List<String> arguments = new ArrayList<>(CHROMIUM);
        arguments.add("--use-fake-ui-for-media-stream");
        arguments.addAll(scene.arguments());
        return arguments;
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
        return launch(CHROMIUM_PROGRAM, arguments);
    }

    private Browser launch(Path program, List<String> arguments) {
        return playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(program).setArgs(arguments));
    }

    /** Debian's own, which Playwright drives over WebDriver BiDi. */
    Browser firefox() {
        return open.computeIfAbsent("firefox", name -> firefox(Map.of()));
    }

    /** With a loudspeaker, without which it plays and mixes no sound. */
    Browser firefoxThatSounds() {
        if (sound == null) {
            Path folder = Path.of("target", "sound-" + ProcessHandle.current().pid());
            sound = SoundServer.start(folder.toAbsolutePath());
        }
        return open.computeIfAbsent("firefox that sounds", name -> firefox(sound.environment()));
    }

    private Browser firefox(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.putAll(environment);
        return playwright
                .firefox()
                .launch(new LaunchOptions()
                        .setEnv(all)
                        .setChannel("moz-firefox")
                        .setExecutablePath(Path.of("/usr/bin/firefox-esr"))
                        .setFirefoxUserPrefs(FIREFOX));
    }

    @Override
    public void close() {
        endKeeping();
        new ArrayList<>(open.values()).forEach(Browser::close);
        playwright.close();
        if (sound != null) {
            sound.close();
        }
    }
}
