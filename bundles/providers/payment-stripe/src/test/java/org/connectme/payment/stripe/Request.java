package org.connectme.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came.
 *
 * @param headers names in lower case
 * @param params  of query or form, decoded, by their flat names such as {@code metadata[operation]}
 */
record Request(String method, String path, Map<String, String> headers, Map<String, String> params) {

    static Request read(InputStream in) throws IOException {
        String[] lines = head(in).split("\r\n");
        String[] start = lines[0].split(" ");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), UTF_8);
        int question = start[1].indexOf('?');
        Map<String, String> params = new LinkedHashMap<>();
        decode(question < 0 ? "" : start[1].substring(question + 1), params);
        decode(body, params);
        return new Request(start[0], question < 0 ? start[1] : start[1].substring(0, question), headers, params);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int end = 0; end < 4; ) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.write(next);
            end = next == (end % 2 == 0 ? '\r' : '\n') ? end + 1 : 0;
        }
        return head.toString(UTF_8);
    }

    private static void decode(String form, Map<String, String> params) {
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                params.put(
                        URLDecoder.decode(pair.substring(0, equals), UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
    }

    Optional<String> key() {
        return Optional.ofNullable(headers.get("idempotency-key"));
    }

    Optional<String> param(String name) {
        return Optional.ofNullable(params.get(name));
    }

    Optional<Long> number(String name) {
        return param(name).map(Long::valueOf);
    }

    Map<String, String> group(String name) {
        Map<String, String> group = new LinkedHashMap<>();
        params.forEach((key, value) -> {
            if (key.startsWith(name + "[")) {
                group.put(key.substring(name.length() + 1, key.length() - 1), value);
            }
        });
        return group;
    }

    boolean expands(String name) {
        return group("expand").containsValue(name);
    }

    /** Of a path like {@code /v1/things/ID/verb}: 2 is the kind, 3 the id, 4 the verb. */
    String part(int index) {
        String[] parts = path.split("/");
        return index < parts.length ? parts[index] : "";
    }
}
