package org.connectme.itests.agent.hand;

import java.awt.AWTException;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/**
 * A program of its own at the customer's display: moves the mouse, presses keys and copies texts as a person would, by
 * XTEST, as it is told line by line; and takes pictures of what the screen shows.
 */
public final class Hand {

    private Hand() {}

    public static void main(String[] none) throws AWTException, IOException {
        Robot robot = new Robot();
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = told.readLine()) != null) {
            String[] words = line.split(" ", 2);
            String what = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "move" -> move(robot, what.split(" "));
                case "press" -> robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
                case "release" -> robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
                case "wheel" -> robot.mouseWheel(Integer.parseInt(what));
                case "keys" -> together(robot, what.split(" "));
                case "type" -> type(robot, what);
                case "copy" ->
                    Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(what), null);
                case "picture" -> picture(robot, what.split(" ", 5));
                default -> throw new IllegalArgumentException(line);
            }
            Toolkit.getDefaultToolkit().sync();
            System.out.println("done");
        }
        System.exit(0);
    }

    private static void move(Robot robot, String[] to) {
        robot.mouseMove(Integer.parseInt(to[0]), Integer.parseInt(to[1]));
    }

    /** Presses them one after another, and lets them go the other way round. */
    private static void together(Robot robot, String[] names) {
        for (String name : names) {
            robot.keyPress(code(name));
        }
        for (int i = names.length - 1; i >= 0; i--) {
            robot.keyRelease(code(names[i]));
        }
    }

    /** Small letters, digits and spaces. */
    private static void type(Robot robot, String text) {
        text.chars().forEach(character -> {
            int code = KeyEvent.getExtendedKeyCodeForChar(character);
            robot.keyPress(code);
            robot.keyRelease(code);
        });
    }

    private static int code(String name) {
        return switch (name) {
            case "Ctrl" -> KeyEvent.VK_CONTROL;
            case "Alt" -> KeyEvent.VK_ALT;
            case "End" -> KeyEvent.VK_END;
            case "Home" -> KeyEvent.VK_HOME;
            case "Tab" -> KeyEvent.VK_TAB;
            case "Enter" -> KeyEvent.VK_ENTER;
            case "Escape" -> KeyEvent.VK_ESCAPE;
            case "A" -> KeyEvent.VK_A;
            case "V" -> KeyEvent.VK_V;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void picture(Robot robot, String[] how) throws IOException {
        BufferedImage picture = robot.createScreenCapture(new Rectangle(
                Integer.parseInt(how[0]),
                Integer.parseInt(how[1]),
                Integer.parseInt(how[2]),
                Integer.parseInt(how[3])));
        ImageIO.write(picture, "png", new File(how[4]));
    }
}
