package org.connectme.agent.core.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** The bytes of one transfer as they come in: in order, never more than announced, kept only if they are the ones sent. */
public final class Receiving {

    private final long size;
    private final Sink sink;
    private final MessageDigest digest = Hashes.sha256();
    private long received;

    public Receiving(long size, Sink sink) {
        this.size = size;
        this.sink = sink;
    }

    public long received() {
        return received;
    }

    /**
     * @param at how many came before it, as the sender says
     * @return a code of what is wrong; empty if it was taken
     */
    public String take(long at, byte[] bytes) throws IOException {
        if (at != received) {
            return "exchange.out-of-order";
        }
        if (bytes.length > size - received) {
            return "exchange.too-big";
        }
        sink.write(bytes);
        digest.update(bytes);
        received += bytes.length;
        return "";
    }

    /** What became of it at the end. {@code why} is empty if it was kept. */
    public record Kept(String why, String sha256, Optional<Path> place) {}

    /** @param sha256 of what was sent, in hex */
    public Kept whole(String sha256) throws IOException {
        if (received != size) {
            return new Kept("exchange.incomplete", "", Optional.empty());
        }
        String found = HexFormat.of().formatHex(digest.digest());
        return found.equals(sha256)
                ? new Kept("", found, sink.keep())
                : new Kept("exchange.damaged", "", Optional.empty());
    }

    public void discard() {
        sink.discard();
    }
}
