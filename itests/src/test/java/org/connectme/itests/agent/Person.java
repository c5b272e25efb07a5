package org.connectme.itests.agent;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.connectme.itests.agent.RealApp.Seen;
import org.connectme.itests.agent.hand.Hand;
import org.connectme.itests.agent.hand.OwnKeyboard;
import org.connectme.itests.faults.Until;

/**
 * Somebody at the customer's desk: looks at the app's windows, and presses what is there by mouse and keyboard only. One
 * thread.
 */
final class Person implements AutoCloseable {

    static final Duration BOUND = Duration.ofSeconds(60);

    private static final int MOST_TURNS = 40;

    private final RealApp app;
    private final Process hand;
    private final BufferedReader answers;
    private final OwnKeyboard keyboard;

    Person(Desk desk, RealApp app) throws IOException {
        this.app = app;
        this.keyboard = new OwnKeyboard(desk.display());
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=false",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hand.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(desk.environment());
        hand = builder.start();
        answers = new BufferedReader(new InputStreamReader(hand.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Waits until what has this role and name can be seen, and presses it with the mouse. */
    void presses(String role, String name) {
        pointsAt(role, name);
        tell("press");
        tell("release");
    }

    void presses(String button) {
        presses("push button", button);
    }

    /** Presses the button whose name begins so: the rest of it may change at any moment, such as an amount. */
    void pressesOneThatBegins(String name) {
        pointsAt(
                "a button \u201c" + name + "\u2026\u201d",
                seen -> seen.role().equals("push button") && seen.name().startsWith(name) && seen.isEnabled());
        tell("press");
        tell("release");
    }

    /** The pointer rests on it, and it stands still. */
    void pointsAt(String role, String name) {
        pointsAt(
                role + " \u201c" + name + "\u201d",
                seen -> seen.role().equals(role) && seen.name().equals(name) && seen.isEnabled());
    }

    private void pointsAt(String what, Predicate<Seen> which) {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            Seen seen = awaits(what, which);
            if (!seen.isWhole()) {
                scrollsTo(seen);
                continue;
            }
            moves((int) seen.visible().getCenterX(), (int) seen.visible().getCenterY());
            boolean stays = app.looks().stream()
                    .anyMatch(again -> which.test(again) && again.visible().equals(seen.visible()));
            if (stays) {
                return;
            }
        }
        throw new AssertionError("It does not stand still: " + what);
    }

    private void scrollsTo(Seen seen) {
        Rectangle window = app.looks().stream()
                .filter(each -> each.role().equals("window") && each.window().equals(seen.window()))
                .findFirst()
                .orElseThrow()
                .where();
        moves((int) window.getCenterX(), (int) window.getCenterY());
        tell("wheel " + (seen.where().getCenterY() > window.getCenterY() ? 2 : -2));
    }

    /** Pressed and typed: small letters, digits and spaces. */
    void types(String field, String text) {
        presses("text", field);
        awaitsFocus(field);
        tell("type " + text);
        awaits(
                field + " has " + text,
                seen -> seen.name().equals(field) && seen.typed().endsWith(text));
    }

    /** Copied elsewhere, and put into the field with Ctrl+V. */
    void pastes(String field, String text) {
        presses("text", field);
        awaitsFocus(field);
        tell("copy " + text);
        keys("Ctrl V");
    }

    private void awaitsFocus(String field) {
        awaits(field + " takes what is typed", seen -> seen.name().equals(field) && seen.isFocused());
    }

    /** Pressed together. @param names with spaces between */
    void keys(String names) {
        tell("keys " + names);
    }

    /** Ctrl+Alt+End. */
    void pressesTheKeyForStop() {
        try {
            keyboard.together(OwnKeyboard.CONTROL, OwnKeyboard.ALT, OwnKeyboard.END);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void moves(int x, int y) {
        tell("move " + x + " " + y);
    }

    /** Only the first half of a click, or only the second. */
    void button(boolean down) {
        tell(down ? "press" : "release");
    }

    Seen sees(String role, String name) {
        return awaits(
                role + " \u201c" + name + "\u201d",
                seen -> seen.role().equals(role) && seen.name().equals(name) && seen.isEnabled());
    }

    /** Waits until it is read in one of the app's windows. @param pattern found anywhere in a line */
    Seen reads(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        return awaits("to read " + pattern, seen -> wanted.matcher(seen.name()).find());
    }

    void readsNoMore(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        Until.isTrue(
                "no longer to read " + pattern,
                BOUND,
                () -> app.looks().stream()
                        .noneMatch(seen -> wanted.matcher(seen.name()).find()));
    }

    boolean hasBefore(String role, String name) {
        return app.looks().stream()
                .anyMatch(seen -> seen.role().equals(role) && seen.name().equals(name));
    }

    void seesNoMore(String role, String name) {
        try {
            Until.isTrue(role + " \u201c" + name + "\u201d is gone", BOUND, () -> !hasBefore(role, name));
        } catch (AssertionError stays) {
            keepsPicture();
            throw stays;
        }
    }

    /** Keys go to another program. */
    boolean isElsewhere() {
        return app.looks().stream().noneMatch(seen -> seen.role().equals("window") && seen.isFocused());
    }

    Seen awaits(String what, Predicate<Seen> hope) {
        try {
            List<Seen> all = Until.value(
                    what, BOUND, app::looks, looked -> looked.stream().anyMatch(hope));
            return all.stream().filter(hope).findFirst().orElseThrow();
        } catch (AssertionError missed) {
            keepsPicture();
            throw missed;
        }
    }

    /** What the screen shows when something is missed. */
    void keepsPicture() {
        tell("picture 0 0 " + House.WIDTH + " " + House.HEIGHT + " "
                + app.folder().resolve("missed.png"));
    }

    /** What the screen shows there. */
    BufferedImage picture(Rectangle of) {
        try {
            Path file = Files.createTempFile(app.folder(), "seen", ".png");
            tell("picture " + of.x + " " + of.y + " " + of.width + " " + of.height + " " + file);
            return ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until what stands there is seen to change. */
    void seesMove(String role, String name) {
        Rectangle where = sees(role, name).visible();
        BufferedImage before = picture(where);
        Until.isTrue(name + " moves", BOUND, () -> differs(before, picture(where)));
    }

    private static boolean differs(BufferedImage one, BufferedImage other) {
        int different = 0;
        for (int x = 0; x < one.getWidth(); x += 2) {
            for (int y = 0; y < one.getHeight(); y += 2) {
                different += one.getRGB(x, y) == other.getRGB(x, y) ? 0 : 1;
            }
        }
        return different > one.getWidth() * one.getHeight() / 400;
    }

    private void tell(String what) {
        try {
            OutputStream out = hand.getOutputStream();
            out.write((what + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (!"done".equals(answers.readLine())) {
                throw new IOException("The hand does not do it: " + what);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        keyboard.close();
        hand.destroyForcibly();
    }
}
