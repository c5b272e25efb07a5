package org.connectme.agent.core.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Text on its way into the clipboard. */
public final class TextSink implements Sink {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(byte[] more) {
        bytes.writeBytes(more);
    }

    @Override
    public Optional<Path> keep() {
        return Optional.empty();
    }

    @Override
    public void discard() {
        bytes.reset();
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }
}
