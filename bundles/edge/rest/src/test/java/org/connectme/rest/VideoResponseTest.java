package org.connectme.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.recording.Recordings.Video;
import org.connectme.wire.http.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoResponseTest {

    private static final UUID ID = UUID.fromString("0b5b5a3e-95a7-4c5e-8b1c-6c2f5a6f8a11");

    private static Response asked(String range) {
        return VideoResponse.of(new TenLetters(), ID, Optional.ofNullable(range));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, ABCD, bytes 0-3/10",
        "bytes=0-0, A, bytes 0-0/10",
        "bytes=4-, EFGHIJ, bytes 4-9/10",
        "bytes=4-400, EFGHIJ, bytes 4-9/10",
        "bytes=-3, HIJ, bytes 7-9/10",
        "bytes=-400, ABCDEFGHIJ, bytes 0-9/10",
    })
    void oneRangeIsSentAsAsked(String range, String content, String told) throws IOException {
        Response response = asked(range);

        assertThat(response.status()).isEqualTo(206);
        assertThat(sent(response)).isEqualTo(content);
        assertThat(header(response, "Content-Range")).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=99-100", "bytes=5-4", "bytes=-0"})
    void aRangeThatIsNotThereIsRefused(String range) {
        Response response = asked(range);

        assertThat(response.status()).isEqualTo(416);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes */10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bytes=-", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b", "bytes=0-99999999999999999"})
    void whatIsNoSingleRangeGetsTheWhole(String range) throws IOException {
        Response response = asked(range.isEmpty() ? null : range);

        assertThat(response.status()).isEqualTo(200);
        assertThat(sent(response)).isEqualTo("ABCDEFGHIJ");
    }

    @Test
    void itIsNeverAPageAndNeverKeptByOthers() {
        Response response = asked("bytes=0-3");

        assertThat(header(response, "Content-Security-Policy")).isEqualTo("sandbox");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(response, "Content-Type")).isEqualTo("video/webm");
        assertThat(header(response, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"connectme-2026-03-02-0b5b5a3e.webm\"");
    }

    private static String sent(Response response) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        response.stream().writeTo(out);
        assertThat(response.stream().bytes()).isEqualTo(out.size());
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String header(Response response, String name) {
        return response.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Response.Header::value)
                .findFirst()
                .orElse("");
    }

    private static final class TenLetters implements Video {

        @Override
        public long bytes() {
            return 10;
        }

        @Override
        public Instant startedAt() {
            return Instant.parse("2026-03-02T09:30:00Z");
        }

        @Override
        public void write(long from, long length, OutputStream out) throws IOException {
            out.write("ABCDEFGHIJ".substring((int) from, (int) (from + length)).getBytes(StandardCharsets.UTF_8));
        }
    }
}
