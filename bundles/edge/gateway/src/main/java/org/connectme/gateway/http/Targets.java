package org.connectme.gateway.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads path, query and cookies. What could be read in two ways is refused. */
final class Targets {

    private static final int MAX_PATH = 1024;
    private static final int MAX_QUERY = 2048;
    private static final int MAX_PARAMETERS = 32;

    private Targets() {}

    /**
     * The path decoded once; empty if it is anything but plain segments.
     *
     * @param raw as it stood in the request
     */
    static Optional<String> path(String raw) {
        if (raw.length() > MAX_PATH || !raw.startsWith("/") || raw.indexOf(';') >= 0) {
            return Optional.empty();
        }
        return Percent.decode(raw).filter(decoded -> isPlain(decoded, raw));
    }

    private static boolean isPlain(String decoded, String raw) {
        // a slash that was encoded, a second layer of encoding, and other systems' separators
        if (count(decoded, '/') != count(raw, '/') || decoded.indexOf('%') >= 0 || decoded.indexOf('\\') >= 0) {
            return false;
        }
        if (decoded.indexOf(';') >= 0) {
            return false;
        }
        String[] segments = decoded.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (segments[i].isEmpty() && !last || segments[i].equals(".") || segments[i].equals("..")) {
                return false;
            }
        }
        return true;
    }

    /** Each name once; empty if it cannot be read. */
    static Optional<Map<String, String>> query(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return Optional.of(Map.of());
        }
        if (raw.length() > MAX_QUERY) {
            return Optional.empty();
        }
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            Optional<String> name = parameter(equals < 0 ? pair : pair.substring(0, equals));
            Optional<String> value = parameter(equals < 0 ? "" : pair.substring(equals + 1));
            if (name.isEmpty() || name.get().isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            if (query.putIfAbsent(name.get(), value.get()) != null || query.size() > MAX_PARAMETERS) {
                return Optional.empty();
            }
        }
        return Optional.of(Map.copyOf(query));
    }

    /** Browsers' forms write a space as plus. */
    private static Optional<String> parameter(String raw) {
        return Percent.decode(raw.replace("+", "%20"));
    }

    /**
     * Cookies by name (RFC 6265). One that cannot be read belongs to somebody else on this host and is passed over; of
     * a name that comes twice nobody can say which one is ours, so neither counts.
     */
    static Map<String, String> cookies(List<String> headers) {
        Map<String, String> cookies = new LinkedHashMap<>();
        Map<String, Integer> times = new LinkedHashMap<>();
        for (String header : headers) {
            for (String pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? "" : pair.substring(0, equals).strip();
                String value = equals < 0 ? "" : pair.substring(equals + 1).strip();
                if (!name.isEmpty() && isCookieText(name) && isCookieText(value)) {
                    cookies.put(name, value);
                    times.merge(name, 1, Integer::sum);
                }
            }
        }
        cookies.keySet().removeIf(name -> times.getOrDefault(name, 0) > 1);
        return Map.copyOf(cookies);
    }

    private static boolean isCookieText(String text) {
        return text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != '\\');
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
