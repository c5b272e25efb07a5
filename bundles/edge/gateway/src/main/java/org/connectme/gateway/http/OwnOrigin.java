package org.connectme.gateway.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.connectme.gateway.Listed;
import org.jspecify.annotations.Nullable;

/** Under which names this server may be called, and which Origin is its own. */
final class OwnOrigin {

    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9a-fA-F:.]{2,45}]|[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(:[0-9]{1,5})?");

    private final Set<String> hosts;
    private final @Nullable URI publicUrl;

    /** @throws IllegalArgumentException if the public URL is not of the form {@code scheme://host[:port]} */
    OwnOrigin(String publicUrl, String[] hosts) {
        this.hosts = Listed.of(hosts).stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.publicUrl = publicUrl.isBlank() ? null : parse(publicUrl.strip());
    }

    /** @param host the Host header */
    boolean isOurs(@Nullable String host) {
        if (host == null || !HOST.matcher(host).matches()) {
            return false;
        }
        return hosts.contains(withoutPort(host)) || isPublic(host);
    }

    /** The public URL is HTTPS and it was called: a proxy that ends TLS need say no more. */
    boolean isSecurePublic(String host) {
        return publicUrl != null && "https".equals(publicUrl.getScheme()) && isPublic(host);
    }

    boolean isOwn(Optional<String> origin, String host, boolean secure) {
        if (origin.isEmpty()) {
            return false;
        }
        String own = (secure ? "https://" : "http://") + withoutDefaultPort(host.toLowerCase(Locale.ROOT), secure);
        return origin.get().equals(own) || publicUrl != null && origin.get().equals(publicOrigin(publicUrl));
    }

    private boolean isPublic(String host) {
        return publicUrl != null && withoutPort(host).equals(publicUrl.getHost().toLowerCase(Locale.ROOT));
    }

    private static String publicOrigin(URI url) {
        boolean secure = "https".equals(url.getScheme());
        String host = url.getHost().toLowerCase(Locale.ROOT) + (url.getPort() < 0 ? "" : ":" + url.getPort());
        return url.getScheme() + "://" + withoutDefaultPort(host, secure);
    }

    private static String withoutDefaultPort(String host, boolean secure) {
        String port = secure ? ":443" : ":80";
        return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']') && colon >= 0;
        return (hasPort ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }

    private static URI parse(String text) {
        URI url = URI.create(text);
        boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        boolean isBare = url.getHost() != null
                && url.getRawPath() != null
                && url.getRawPath().length() <= 1;
        if (!isWeb || !isBare || url.getUserInfo() != null || url.getQuery() != null) {
            throw new IllegalArgumentException("publicUrl is not of the form https://host:port: " + text);
        }
        return url;
    }
}
