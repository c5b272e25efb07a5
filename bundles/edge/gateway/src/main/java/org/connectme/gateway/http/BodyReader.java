package org.connectme.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.connectme.wire.http.Response;

/** Reads a body that is bounded in size and in time. */
final class BodyReader {

    private static final long DEADLINE = TimeUnit.SECONDS.toNanos(10);
    private static final int CHUNK = 8 * 1024;
    private static final int MOST_THROWN_AWAY = 1024 * 1024;

    private BodyReader() {}

    sealed interface Body {
        record Read(byte[] bytes) implements Body {}

        record Refused(Response response) implements Body {}
    }

    static Body read(HttpServletRequest request, int maxBytes) throws IOException {
        long start = System.nanoTime();
        InputStream in = request.getInputStream();
        if (request.getContentLengthLong() > maxBytes) {
            return tooLarge(in, maxBytes, start);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            bytes.write(chunk, 0, count);
            if (bytes.size() > maxBytes) {
                return tooLarge(in, maxBytes, start);
            }
            if (System.nanoTime() - start > DEADLINE) {
                return new Body.Refused(Problems.tooSlow());
            }
        }
        return new Body.Read(bytes.toByteArray());
    }

    /** A client that is still sending would not hear the answer: some of the rest is read and thrown away. */
    private static Body tooLarge(InputStream in, int maxBytes, long start) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int left = MOST_THROWN_AWAY;
        for (int count = 0; count >= 0 && left > 0 && System.nanoTime() - start < DEADLINE; left -= count) {
            count = in.read(chunk);
        }
        return new Body.Refused(Problems.tooLarge(maxBytes));
    }
}
