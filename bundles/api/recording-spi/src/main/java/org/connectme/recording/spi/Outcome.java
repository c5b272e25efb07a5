package org.connectme.recording.spi;

/**
 * What became of a call to the store. A provider never throws for what its service said; what it does throw, and a
 * passed deadline, the host takes for {@link Unknown}.
 */
public sealed interface Outcome<T> {

    /** Done, now or when the same was asked before. What was written is durable. */
    record Done<T>(T value) implements Outcome<T> {}

    /** The request itself is wrong (no such recording, sealed, a range that is not there): repeating it will not help. */
    record Rejected<T>(String code) implements Outcome<T> {}

    /** Certainly not done (no connection, no room, "try again"). What was durable before still is. */
    record NotExecuted<T>(String code) implements Outcome<T> {}

    /** Nobody knows (lost answer, broken connection): to be asked again, which does no harm, or looked up. */
    record Unknown<T>(String code) implements Outcome<T> {}
}
