package org.connectme.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.core.recording.Recordings.Video;
import org.connectme.wire.http.Response;

/** A file or one range of it (RFC 9110, section 14). */
final class VideoResponse {

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,16})-([0-9]{0,16})");

    private VideoResponse() {}

    /** @param last inclusive */
    private record Range(long first, long last) {}

    /** @param header of several ranges, or of another unit, is no range: the whole is sent, as the standard allows */
    static Response of(Video video, UUID id, Optional<String> header) {
        Matcher wanted = RANGE.matcher(header.orElse(""));
        boolean isRange = wanted.matches()
                && (!wanted.group(1).isEmpty() || !wanted.group(2).isEmpty());
        if (!isRange) {
            return described(Response.stream(200, "video/webm", part(video, 0, video.bytes())), video, id);
        }
        Optional<Range> range = range(wanted.group(1), wanted.group(2), video.bytes());
        if (range.isEmpty()) {
            return Response.empty(416).with("Content-Range", "bytes */" + video.bytes());
        }
        long first = range.get().first();
        long length = range.get().last() - first + 1;
        return described(Response.stream(206, "video/webm", part(video, first, length)), video, id)
                .with("Content-Range", "bytes " + first + "-" + range.get().last() + "/" + video.bytes());
    }

    private static Optional<Range> range(String first, String last, long bytes) {
        Range range = first.isEmpty()
                ? new Range(Math.max(0, bytes - Long.parseLong(last)), bytes - 1)
                : new Range(
                        Long.parseLong(first), last.isEmpty() ? bytes - 1 : Math.min(Long.parseLong(last), bytes - 1));
        return range.first() <= range.last() && range.first() < bytes ? Optional.of(range) : Optional.empty();
    }

    /** To be kept or played, and never a page of its own: whatever somebody put into it runs nothing. */
    private static Response described(Response response, Video video, UUID id) {
        String day = video.startedAt().toString().substring(0, 10);
        return response.with("Accept-Ranges", "bytes")
                .with(
                        "Content-Disposition",
                        "attachment; filename=\"connectme-" + day + "-"
                                + id.toString().substring(0, 8) + ".webm\"")
                .with("Cache-Control", "no-store")
                .with("Content-Security-Policy", "sandbox");
    }

    private static Response.Stream part(Video video, long from, long length) {
        return new Response.Stream() {
            @Override
            public long bytes() {
                return length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                video.write(from, length, out);
            }
        };
    }
}
