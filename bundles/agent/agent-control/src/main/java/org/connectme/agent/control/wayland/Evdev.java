package org.connectme.agent.control.wayland;

/** Numbers of the kernel and of the portal for what a mouse does. Pure. */
final class Evdev {

    /** Of MouseEvent's 0 to 4: left, middle, right, side (back), extra (forward). */
    private static final int[] BUTTONS = {0x110, 0x112, 0x111, 0x113, 0x114};

    static final long VERTICAL = 0;
    static final long HORIZONTAL = 1;

    private Evdev() {}

    /** @return -1 if there is none */
    static int button(int button) {
        return button >= 0 && button < BUTTONS.length ? BUTTONS[button] : -1;
    }
}
