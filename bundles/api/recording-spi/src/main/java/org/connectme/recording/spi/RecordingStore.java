package org.connectme.recording.spi;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A place for recordings behind one plug-in, registered as an OSGi service of this type.
 *
 * <ul>
 *   <li><b>State</b>: none towards the host. Everything a later call needs is in its arguments and in what is stored, so
 *       that another instance, after a restart or of a newer version, can go on in the middle of a recording.
 *   <li><b>Threads</b>: called from several at once; for one recording the host writes one call at a time, over all
 *       nodes, and reads meanwhile.
 *   <li><b>Time</b>: each call should end within 5 s, {@link #seal} and {@link #rotate} within 60 s; then it is interrupted
 *       and is {@link Outcome.Unknown} to the host.
 *   <li><b>Repeats</b>: every call may be repeated with the same arguments and then answers the same.
 *   <li><b>Ids</b>: {@code [a-z0-9-]{8,64}}, and nothing else ever reaches a path or an address.
 *   <li><b>Durable</b>: {@link Outcome.Done} means that a loss of power takes nothing of it back, and that a call which
 *       comes to nothing damages nothing that was durable.
 *   <li><b>Secrets</b>: no key and no content in a log, an exception's message or a {@code code}.
 * </ul>
 */
@ConsumerType
public interface RecordingStore {

    /** The code of a Rejected call that needs an {@link Ability} which the provider does not name. */
    String NOT_SUPPORTED = "not-supported";

    /** The code of a Rejected call for a recording that is not there, or deleted. */
    String NOT_FOUND = "not-found";

    /** The code of a Rejected write to a sealed recording. */
    String SEALED = "sealed";

    /** The code of a Rejected call whose id, offset or length cannot be. */
    String MALFORMED = "malformed";

    /** The code of a Rejected read or seal of what cannot be read as it was written: altered, or its key is lost. */
    String DAMAGED = "damaged";

    /** The code of a NotExecuted write for which there is no room. What was written before can be read and sealed. */
    String FULL = "full";

    /** Who this is. Answers at once, without the network. */
    Descriptor descriptor();

    /** What it can do. Answers at once, without the network. */
    Capabilities capabilities();

    /** Makes a recording to write to; one that is there is left as it is. */
    Outcome<Stored> open(String recording);

    /**
     * Writes bytes at an offset, over what was there. May leave a gap, which reads as 0.
     *
     * @param offset 0 or more
     * @param bytes  1 to {@link Capabilities#largestWrite}; not kept by the provider
     */
    Outcome<Stored> write(String recording, long offset, byte[] bytes);

    /**
     * Ends a recording: nothing is written to it any more. What lies behind {@code length} is cut off. Sealed before with
     * the same seal it is Done, with another it is Rejected.
     *
     * @param seal the length, at most that of what was written, and the hash as the host reckoned it; a provider may check it
     */
    Outcome<Stored> seal(String recording, Stored.Seal seal);

    /**
     * Reads what was written, before and after the seal.
     *
     * @param offset 0 or more
     * @param length 1 to {@link Capabilities#largestRead}
     * @return exactly these bytes; Rejected with {@link #MALFORMED} if they are not all there
     */
    Outcome<byte[]> read(String recording, long offset, int length);

    /** The recording as the store has it. Rejected if there is none. */
    Outcome<Stored> fetch(String recording);

    /**
     * Removes a recording for good, sealed or not. Done also if there is none.
     *
     * @return whether there was one
     */
    Outcome<Boolean> delete(String recording);

    /**
     * One page of the recordings that are here, in an order of the store's.
     *
     * @param cursor {@link Listing#next} of the page before; empty for the first
     */
    Outcome<Listing> list(Optional<String> cursor);

    /**
     * Tells until when a recording is kept, or that nobody knows. Before that nothing may remove it but {@link #delete}.
     *
     * @see Ability#RETENTION
     */
    default Outcome<Stored> retain(String recording, Optional<Instant> until) {
        return new Outcome.Rejected<>(NOT_SUPPORTED);
    }

    /**
     * Makes a new master key and wraps every recording's key by it, while recordings are written and read.
     *
     * @see Ability#KEY_ROTATION
     */
    default Outcome<Rotation> rotate() {
        return new Outcome.Rejected<>(NOT_SUPPORTED);
    }

    /** Asks the store whether it can be used as configured. Has no side effect. */
    Outcome<Probe> probe();
}
