package org.connectme.agent.control.wayland;

/** A scaled desktop counts in greater units than its pictures' pixels. Pure. */
final class Scale {

    private Scale() {}

    /**
     * @param place in the desktop's units
     * @param units how wide the picture is in them; 0 if that is not known
     * @param pixels how wide the picture is
     */
    static int pixels(int place, int units, int pixels) {
        return units == 0 ? place : (int) Math.round((double) place * pixels / units);
    }

    /** The other way round: where within the picture, in the desktop's units. */
    static double units(int place, int units, int pixels) {
        return units == 0 ? place : (double) place * units / pixels;
    }

    /** A pixel whose red comes first, with its blue first. */
    static int swapped(int pixel) {
        return pixel & 0xff00ff00 | (pixel & 0xff) << 16 | pixel >> 16 & 0xff;
    }
}
