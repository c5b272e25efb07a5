package org.connectme.wire.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, already bounded in size by the gateway.
 *
 * @param path    decoded once, normalised, without query; begins with a slash
 * @param headers by lower-case name
 * @param address the client's network address, from the socket or from a trusted proxy
 * @param secure  came over HTTPS
 */
public record Request(
        String method,
        String path,
        Map<String, String> query,
        Map<String, List<String>> headers,
        Map<String, String> cookies,
        byte[] body,
        String address,
        boolean secure) {

    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    /** What limits count by: see {@link IpAddress#network}. */
    public String network() {
        return IpAddress.network(address);
    }
}
