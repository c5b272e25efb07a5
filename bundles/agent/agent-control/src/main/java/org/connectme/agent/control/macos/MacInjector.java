package org.connectme.agent.control.macos;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.util.List;
import org.connectme.agent.control.OwnMouse;
import org.connectme.agent.core.Injector;

/**
 * Posts Quartz events. Shortcuts go by place: asking macOS for its layout needs the main thread of a window's program.
 */
final class MacInjector implements Injector {

    private final Quartz quartz;
    private final MacEvents events = new MacEvents();
    private final OwnMouse mouse = new OwnMouse();
    private boolean closed;

    MacInjector(Quartz quartz) {
        this.quartz = quartz;
    }

    @Override
    public void key(String code, boolean down) {
        post(events.key(code, down));
    }

    @Override
    public void text(String text) {
        post(events.text(text));
    }

    @Override
    public void move(int x, int y) {
        if (!isCustomers()) {
            post(events.move(x, y));
            mouse.put(pointer());
        }
    }

    @Override
    public void button(int button, boolean down) {
        if (!down || !isCustomers()) {
            post(events.button(button, down, System.nanoTime()));
        }
    }

    @Override
    public void wheel(int dx, int dy) {
        if (!isCustomers()) {
            post(events.wheel(dx, dy));
        }
    }

    private boolean isCustomers() {
        return mouse.has(pointer(), System.nanoTime());
    }

    private OwnMouse.Place pointer() {
        Pointer event = quartz.CGEventCreate(null);
        Quartz.CGPoint place = quartz.CGEventGetLocation(event);
        quartz.CFRelease(event);
        return new OwnMouse.Place((int) place.x, (int) place.y);
    }

    @Override
    public void releaseAll() {
        post(events.releaseAll(System.nanoTime()));
    }

    @Override
    public void close() {
        releaseAll();
        closed = true;
    }

    private void post(List<MacEvents.Event> all) {
        if (closed) {
            return;
        }
        for (MacEvents.Event event : all) {
            Pointer made = make(event);
            quartz.CGEventPost(Quartz.kCGHIDEventTap, made);
            quartz.CFRelease(made);
        }
    }

    private static short[] units(String text) {
        short[] units = new short[text.length()];
        for (int i = 0; i < units.length; i++) {
            units[i] = (short) text.charAt(i);
        }
        return units;
    }

    private Pointer make(MacEvents.Event event) {
        if (event instanceof MacEvents.Key key) {
            Pointer made = quartz.CGEventCreateKeyboardEvent(null, (short) key.keyCode(), key.down());
            quartz.CGEventSetFlags(made, key.flags());
            return made;
        }
        if (event instanceof MacEvents.Text text) {
            short[] units = units(text.characters());
            Pointer made = quartz.CGEventCreateKeyboardEvent(null, (short) 0, text.down());
            quartz.CGEventSetFlags(made, 0);
            quartz.CGEventKeyboardSetUnicodeString(made, new NativeLong(units.length), units);
            return made;
        }
        if (event instanceof MacEvents.Mouse moved) {
            Pointer made = quartz.CGEventCreateMouseEvent(
                    null, moved.type(), new Quartz.CGPoint(moved.x(), moved.y()), moved.button());
            quartz.CGEventSetIntegerValueField(made, Quartz.kCGMouseEventClickState, moved.clicks());
            quartz.CGEventSetIntegerValueField(made, Quartz.kCGMouseEventButtonNumber, moved.button());
            quartz.CGEventSetFlags(made, moved.flags());
            return made;
        }
        MacEvents.Scroll scroll = (MacEvents.Scroll) event;
        Pointer made = quartz.CGEventCreateScrollWheelEvent2(
                null, Quartz.kCGScrollEventUnitPixel, 2, scroll.along(), scroll.across(), 0);
        quartz.CGEventSetFlags(made, scroll.flags());
        return made;
    }
}
