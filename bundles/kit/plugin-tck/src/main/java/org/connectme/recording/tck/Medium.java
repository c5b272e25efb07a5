package org.connectme.recording.tck;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** The place where a store keeps recordings, reached past it: a folder, a bucket. Not the place of its master keys. */
@ConsumerType
public interface Medium {

    /** All that lies there now, as the bytes that lie there: one element for each file, object or row. */
    List<byte[]> all() throws Exception;

    /**
     * Changes what is kept of a recording's first 1,000 bytes, as a bad disk or a stranger might.
     *
     * @return false if that cannot be done here
     */
    default boolean alter(String recording) throws Exception {
        return false;
    }
}
