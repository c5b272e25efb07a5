package org.connectme.agent.core.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the bytes of one transfer go. Nothing is there for anybody before {@link #keep}. One thread. */
public interface Sink {

    void write(byte[] bytes) throws IOException;

    /**
     * All is there and is what it should be.
     *
     * @return where it lies, for a file
     */
    Optional<Path> keep() throws IOException;

    /** Nothing of it stays. Harmless after {@link #keep}. */
    void discard();
}
