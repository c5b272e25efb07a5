package org.connectme.itests.bench;

import java.awt.Color;
import java.awt.Frame;
import java.awt.Graphics;
import java.awt.Toolkit;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The customer's program on a screen that is measured: a window that changes its colour when it is clicked, or, after the
 * line "motion" on standard input, a whole screen that moves sixty times a second and carries its own count. Says when each
 * click came and when it was painted, in milliseconds. Run in a process of its own; it ends with its standard input.
 */
public final class ClickTarget {

    public static final int WIDTH = 1280;
    public static final int HEIGHT = 720;
    /** The window that is clicked, in the middle of the screen. */
    static final int WINDOW_WIDTH = 640;

    static final int WINDOW_HEIGHT = 400;

    /** The count of moving pictures stands in the upper left, in squares of this size, lowest bit first. */
    static final int SQUARE = 32;

    static final int BITS = 8;

    private static final long PICTURE_NANOS = 1_000_000_000L / 60;
    private static final int BLOCK = 12;
    private static final Color[] COLOURS = {new Color(0xC80000), new Color(0x0000C8)};

    private int clicks;
    private volatile boolean moving;

    private ClickTarget() {}

    public static void main(String[] args) throws IOException {
        new ClickTarget().serve();
    }

    private void serve() throws IOException {
        Frame desk = window(0, 0, WIDTH, HEIGHT, new Color(0x305060));
        Frame window = window(
                (WIDTH - WINDOW_WIDTH) / 2, (HEIGHT - WINDOW_HEIGHT) / 2, WINDOW_WIDTH, WINDOW_HEIGHT, COLOURS[0]);
        window.toFront();
        window.addMouseListener(new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent event) {
                double pressed = now();
                Color colour = COLOURS[++clicks % 2];
                // Past the toolkit's own painting, which would wait for its turn.
                Graphics graphics = window.getGraphics();
                graphics.setColor(colour);
                graphics.fillRect(0, 0, WINDOW_WIDTH, WINDOW_HEIGHT);
                graphics.dispose();
                Toolkit.getDefaultToolkit().sync();
                System.out.println(pressed + " " + now());
                window.setBackground(colour);
            }
        });
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        String order;
        while ((order = orders.readLine()) != null) {
            if (order.equals("motion")) {
                moving = true;
                Thread motion = new Thread(() -> move(desk));
                window.setVisible(false);
                motion.start();
            } else if (order.equals("still")) {
                moving = false;
                window.setVisible(true);
            }
        }
        System.exit(0);
    }

    /** Milliseconds of the same clock as the page's. */
    private static double now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
    }

    private static Frame window(int x, int y, int width, int height, Color colour) {
        Frame frame = new Frame();
        frame.setUndecorated(true);
        frame.setBounds(x, y, width, height);
        frame.setBackground(colour);
        frame.setVisible(true);
        return frame;
    }

    /** Soft coloured blocks that drift, as in a film: every pixel of every picture is another one. */
    private void move(Frame desk) {
        BufferedImage film = film();
        Graphics graphics = desk.getGraphics();
        long due = System.nanoTime();
        for (int count = 0; moving; count++) {
            double phase = count / 120.0;
            int x = (int) (WIDTH / 2 * (1 + Math.sin(phase)));
            int y = (int) (HEIGHT / 2 * (1 + Math.cos(phase * 1.3)));
            graphics.drawImage(film, -x, -y, null);
            for (int bit = 0; bit < BITS; bit++) {
                graphics.setColor((count >> bit & 1) == 1 ? Color.WHITE : Color.BLACK);
                graphics.fillRect(bit * SQUARE, 0, SQUARE, SQUARE);
            }
            Toolkit.getDefaultToolkit().sync();
            due += PICTURE_NANOS;
            LockSupport.parkNanos(due - System.nanoTime());
        }
        graphics.dispose();
    }

    private static BufferedImage film() {
        Random random = new Random(1);
        int columns = 2 * WIDTH / BLOCK + 2;
        int rows = 2 * HEIGHT / BLOCK + 2;
        int[][] corners = new int[rows][columns];
        for (int[] row : corners) {
            for (int i = 0; i < columns; i++) {
                row[i] = random.nextInt(0x1000000);
            }
        }
        BufferedImage film = new BufferedImage(2 * WIDTH, 2 * HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < film.getHeight(); y++) {
            for (int x = 0; x < film.getWidth(); x++) {
                int rgb = 0;
                for (int shift = 0; shift < 24; shift += 8) {
                    rgb |= between(corners, x, y, shift) << shift;
                }
                film.setRGB(x, y, rgb);
            }
        }
        return film;
    }

    private static int between(int[][] corners, int x, int y, int shift) {
        int column = x / BLOCK;
        int row = y / BLOCK;
        int right = x % BLOCK;
        int down = y % BLOCK;
        int above = (corners[row][column] >> shift & 0xFF) * (BLOCK - right)
                + (corners[row][column + 1] >> shift & 0xFF) * right;
        int below = (corners[row + 1][column] >> shift & 0xFF) * (BLOCK - right)
                + (corners[row + 1][column + 1] >> shift & 0xFF) * right;
        return (above * (BLOCK - down) + below * down) / (BLOCK * BLOCK);
    }
}
