package org.connectme.agent.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.connectme.agent.control.x11.X11Monitors;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.Sending;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One of two windows of real programs is shared, on a desktop with a real window manager: a green one, a red one covers it. */
@ExtendWith(Surroundings.class)
class OneWindowTest {

    private final List<Process> programs = new ArrayList<>();

    @TempDir
    private Path folder;

    private String display = "";
    private X11Monitors monitors;
    private WebRtcMedia media;
    private Customer customer;
    private Terminal letter;

    /** A terminal that does what is written into its pipe, its own window's size and place included. */
    private record Terminal(Process process, PrintStream pipe) {}

    @BeforeEach
    void start() throws Exception {
        Process xvfb = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-noreset", "-nolisten", "tcp", "-screen", "0", "1280x720x24")
                .redirectError(Redirect.DISCARD)
                .start();
        programs.add(xvfb);
        display = ":"
                + new BufferedReader(new InputStreamReader(xvfb.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine()
                        .strip();
        run("openbox");
        // It overlooks what comes while it begins.
        Until.isTrue("the window manager is there", this::isManaged);
        letter = terminal("Letter", "#00c800", "60x20+100+80");
        monitors = X11Monitors.of(Map.of("DISPLAY", display));
        media = new WebRtcMedia(new MadeUpCamera());
        media.setMonitors(monitors);
        Until.isTrue(this::desktop, () -> names().equals(List.of("Letter")));
        terminal("Bank", "#c80000", "200x60+0+0");
        Until.isTrue(this::desktop, () -> names().equals(List.of("Bank", "Letter")));
        customer = new Customer(media).meet();
    }

    @AfterEach
    void stop() throws Exception {
        if (customer != null) {
            customer.close();
        }
        if (media != null) {
            media.close();
            media.unsetMonitors(monitors);
        }
        for (int i = programs.size() - 1; i >= 0; i--) {
            programs.get(i).destroy();
            assertThat(programs.get(i).waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aCoveredWindowIsSharedAndFollowedAndNothingOfWhatCoversIt() {
        customer.call.share(window("Letter"));
        shows(0, 200, 0);
        String before = customer.consultant.screen.size();
        assertThat(before)
                .isEqualTo(even(window("Letter").width()) + "x"
                        + even(window("Letter").height()));

        tell("\\033[8;30;100t");
        Until.isTrue(
                () -> "it is larger: " + customer.consultant.screen,
                () -> window("Letter").width() > 500
                        && customer.consultant
                                .screen
                                .size()
                                .equals(even(window("Letter").width()) + "x"
                                        + even(window("Letter").height())));
        shows(0, 200, 0);

        tell("\\033[3;300;200t");
        Until.isTrue(
                "where it is now is known",
                () -> customer.call.shared().orElseThrow().x() >= 300);
        assertThat(customer.consultant.screen.everShowed(200, 0, 0))
                .as("a picture of what covers it")
                .isFalse();
        assertThat(customer.call.faults()).isEmpty();
    }

    @Test
    void aMinimisedWindowStandsStillAndSaysSoAndGoesOn() {
        customer.call.share(window("Letter"));
        shows(0, 200, 0);

        tell("\\033[2t");
        Until.isTrue("it is said", () -> customer.call.faults().equals(List.of("media.window-hidden")));
        assertThat(customer.call.own().screen()).isTrue();
        shows(0, 200, 0);

        tell("\\033]11;#0000c8\\007");
        tell("\\033[1t");
        shows(0, 0, 200);
        Until.isTrue("nothing is amiss", () -> customer.call.faults().isEmpty());
        assertThat(customer.consultant.screen.everShowed(200, 0, 0)).isFalse();
    }

    @Test
    void aClosedWindowEndsSharingAndSaysSo() {
        customer.call.share(window("Letter"));
        shows(0, 200, 0);

        letter.process().destroy();

        Until.isTrue("nothing is sent", () -> customer.call.own().equals(Sending.NOTHING));
        assertThat(customer.call.shared()).isEmpty();
        Until.isTrue("it is said", () -> customer.call.faults().equals(List.of("media.window-gone")));
        assertThat(customer.consultant.screen.everShowed(200, 0, 0)).isFalse();

        customer.call.share(window("Bank"));
        shows(200, 0, 0);
        assertThat(customer.call.faults()).isEmpty();
    }

    @Test
    void whatWatchesWindowsCanBeReplacedWhileOneIsShared() {
        customer.call.share(window("Letter"));
        shows(0, 200, 0);

        media.unsetMonitors(monitors);
        monitors = X11Monitors.of(Map.of("DISPLAY", display));
        media.setMonitors(monitors);

        tell("\\033]11;#0000c8\\007");
        shows(0, 0, 200);
        tell("\\033[3;300;200t");
        Until.isTrue(
                "where it is now is known",
                () -> customer.call.shared().filter(screen -> screen.x() >= 300).isPresent());
        assertThat(customer.consultant.screen.everShowed(200, 0, 0)).isFalse();
    }

    private void shows(int red, int green, int blue) {
        Until.isTrue(
                () -> red + " " + green + " " + blue + "; there were " + customer.consultant.screen,
                () -> customer.consultant.screen.shows(red, green, blue));
    }

    /** What is there instead of what should be. */
    private String desktop() {
        return "windows " + names() + "; of the display, its manager and the terminals there live "
                + programs.stream().map(Process::isAlive).toList();
    }

    private static int even(int size) {
        return size / 2 * 2;
    }

    private List<String> names() {
        return media.screens().stream()
                .filter(Screen::isWindow)
                .map(Screen::name)
                .toList();
    }

    private Screen window(String name) {
        return media.screens().stream()
                .filter(each -> each.isWindow() && each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void tell(String sequence) {
        letter.pipe().println(sequence);
        letter.pipe().flush();
    }

    private Terminal terminal(String name, String colour, String place) throws IOException, InterruptedException {
        Path pipe = folder.resolve(name);
        assertThat(run("mkfifo", pipe.toString()).waitFor()).isZero();
        Process process = run(
                "xterm",
                "-xrm",
                "XTerm*allowWindowOps: true",
                "-xrm",
                "XTerm*disallowedWindowOps:",
                "-title",
                name,
                "-bg",
                colour,
                "-geometry",
                place,
                "-e",
                "sh",
                "-c",
                "while read -r told; do printf \"$told\"; done < " + pipe);
        // Open both ways, so that nothing waits for the terminal.
        FileChannel open = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Terminal(process, new PrintStream(Channels.newOutputStream(open), true, StandardCharsets.UTF_8));
    }

    private boolean isManaged() {
        try {
            Process asked = there("xprop", "-root", "_NET_CLIENT_LIST_STACKING").start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains("(WINDOW)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process run(String... command) throws IOException {
        Process process = there(command).redirectOutput(Redirect.DISCARD).start();
        programs.add(process);
        return process;
    }

    private ProcessBuilder there(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
        builder.environment().put("DISPLAY", display);
        builder.environment().remove("WAYLAND_DISPLAY");
        return builder;
    }
}
