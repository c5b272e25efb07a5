package org.connectme.agent.control.windows;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.connectme.agent.control.Keys;
import org.connectme.agent.control.Keys.At;
import org.connectme.agent.control.Keys.Kind;
import org.connectme.agent.control.Keys.Platform;
import org.connectme.agent.control.OwnMouse;
import org.connectme.agent.core.Injector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Input by SendInput. What Windows protects (its sign-in, programs of administrators) does not get it. */
final class WindowsInjector implements Injector {

    private static final Logger logger = LoggerFactory.getLogger(WindowsInjector.class);
    private static final int RIGHT = 2;

    private final User32 user32;
    private final LongSupplier nanoTime;
    private final OwnMouse mouse = new OwnMouse();
    private final List<String> keysDown = new ArrayList<>();
    private final TreeSet<Integer> buttonsDown = new TreeSet<>();
    private boolean closed;

    WindowsInjector(User32 user32, LongSupplier nanoTime) {
        this.user32 = user32;
        this.nanoTime = nanoTime;
    }

    @Override
    public void key(String code, boolean down) {
        if (!(Keys.position(Platform.WINDOWS, code) instanceof At at) || !down && !keysDown.contains(code)) {
            return;
        }
        keysDown.remove(code);
        if (down) {
            keysDown.add(code);
        }
        send(new Inputs().key(at, down));
    }

    @Override
    public Optional<String> position(int codePoint) {
        if (!Character.isBmpCodePoint(codePoint)) {
            return Optional.empty();
        }
        Pointer layout = user32.GetKeyboardLayout(user32.GetWindowThreadProcessId(user32.GetForegroundWindow(), null));
        short key = user32.VkKeyScanExW((char) codePoint, layout);
        if (key == -1) {
            return Optional.empty();
        }
        int scan = user32.MapVirtualKeyExW(key & 0xff, User32.MAPVK_VK_TO_VSC_EX, layout);
        At at = new At(scan & 0xff, scan > 0xff ? Kind.EXTENDED : Kind.PLAIN);
        return Keys.codes().stream()
                .filter(code -> Objects.equals(Keys.position(Platform.WINDOWS, code), at))
                .findFirst();
    }

    @Override
    public void text(String text) {
        send(new Inputs().text(text));
    }

    @Override
    public void move(int x, int y) {
        if (isCustomers()) {
            return;
        }
        Inputs.Desktop desktop = new Inputs.Desktop(
                user32.GetSystemMetrics(User32.SM_XVIRTUALSCREEN),
                user32.GetSystemMetrics(User32.SM_YVIRTUALSCREEN),
                user32.GetSystemMetrics(User32.SM_CXVIRTUALSCREEN),
                user32.GetSystemMetrics(User32.SM_CYVIRTUALSCREEN));
        send(new Inputs().move(x, y, desktop));
        mouse.put(pointer());
    }

    @Override
    public void button(int button, boolean down) {
        boolean takes = down ? button >= 0 && button <= 4 && !isCustomers() : buttonsDown.remove(button);
        if (takes) {
            if (down) {
                buttonsDown.add(button);
            }
            send(new Inputs().button(physical(button), down));
        }
    }

    /** For a left-handed person the right button is the first. */
    private int physical(int button) {
        boolean swapped = user32.GetSystemMetrics(User32.SM_SWAPBUTTON) != 0;
        return swapped && (button == 0 || button == RIGHT) ? RIGHT - button : button;
    }

    @Override
    public void wheel(int dx, int dy) {
        if (!isCustomers()) {
            send(new Inputs().wheel(dx, dy));
        }
    }

    private boolean isCustomers() {
        return mouse.has(pointer(), nanoTime.getAsLong());
    }

    private OwnMouse.Place pointer() {
        int[] point = new int[2];
        user32.GetCursorPos(point);
        return new OwnMouse.Place(point[0], point[1]);
    }

    @Override
    public void releaseAll() {
        for (String code : List.copyOf(keysDown)) {
            key(code, false);
        }
        for (int button : List.copyOf(buttonsDown)) {
            button(button, false);
        }
    }

    @Override
    public void close() {
        releaseAll();
        closed = true;
    }

    private void send(Inputs inputs) {
        if (!closed && inputs.count() > 0) {
            int taken = user32.SendInput(inputs.count(), inputs.bytes(), Inputs.SIZE);
            if (taken < inputs.count()) {
                logger.warn("Windows took {} of {} events", taken, inputs.count());
            }
        }
    }
}
