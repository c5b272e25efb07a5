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

    private BodyReader() {}

    sealed interface Body {
        record Read(byte[] bytes) implements Body {}

        record Refused(Response response) implements Body {}
    }

    static Body read(HttpServletRequest request, int maxBytes) throws IOException {
        if (request.getContentLengthLong() > maxBytes) {
            return new Body.Refused(Problems.tooLarge(maxBytes));
        }
        long start = System.nanoTime();
        InputStream in = request.getInputStream();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            bytes.write(chunk, 0, count);
            if (bytes.size() > maxBytes) {
                return new Body.Refused(Problems.tooLarge(maxBytes));
            }
            if (System.nanoTime() - start > DEADLINE) {
                return new Body.Refused(Problems.tooSlow());
            }
        }
        return new Body.Read(bytes.toByteArray());
    }
}
