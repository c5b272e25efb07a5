package org.connectme.agent.control.macos;

import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import org.jspecify.annotations.Nullable;

/** What is used of ApplicationServices, by the names there (developer.apple.com, Quartz Event Services). */
interface Quartz extends Library {

    /** Where events enter as if from devices. */
    int kCGHIDEventTap = 0;

    int kCGMouseEventClickState = 1;
    int kCGMouseEventButtonNumber = 3;
    int kCGScrollEventUnitPixel = 0;

    /** In points, from the main display's upper left corner. */
    @Structure.FieldOrder({"x", "y"})
    final class CGPoint extends Structure implements Structure.ByValue {
        public double x;
        public double y;

        public CGPoint() {}

        CGPoint(double x, double y) {
            this.x = x;
            this.y = y;
        }
    }

    /** Whether the user has allowed it: not 0. C's bool is one byte wide, the JVM's native one is four. */
    byte CGPreflightPostEventAccess();

    /** Shows the system's own question if it was never answered. */
    byte CGRequestPostEventAccess();

    Pointer CGEventCreate(@Nullable Pointer source);

    CGPoint CGEventGetLocation(Pointer event);

    Pointer CGEventCreateKeyboardEvent(@Nullable Pointer source, short keyCode, boolean down);

    void CGEventKeyboardSetUnicodeString(Pointer event, NativeLong length, short[] units);

    Pointer CGEventCreateMouseEvent(@Nullable Pointer source, int type, CGPoint place, int button);

    Pointer CGEventCreateScrollWheelEvent2(
            @Nullable Pointer source, int unit, int wheels, int along, int across, int third);

    void CGEventSetFlags(Pointer event, long flags);

    void CGEventSetIntegerValueField(Pointer event, int field, long value);

    void CGEventPost(int tap, Pointer event);

    void CFRelease(Pointer event);
}
