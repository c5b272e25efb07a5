package org.connectme.agent.control.dbus;

/**
 * A value that says of which type it is.
 *
 * @param signature of exactly one value
 */
public record Variant(String signature, Object value) {

    public static Variant of(String text) {
        return new Variant("s", text);
    }

    public static Variant of(boolean yes) {
        return new Variant("b", yes);
    }

    /** A number without sign, of 32 bits. */
    public static Variant of(long number) {
        return new Variant("u", number);
    }
}
