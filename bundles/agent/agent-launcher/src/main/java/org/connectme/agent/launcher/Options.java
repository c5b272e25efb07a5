package org.connectme.agent.launcher;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the app was started.
 *
 * @param server scheme, host and port of the server; null leaves it to what was configured
 * @param code an access code to begin with, digits only; empty for none
 * @param home folder of settings, logs and caches; null for the system's own place
 * @param bundles folder of the bundles; null for the one beside the launcher
 * @param check whether it ends by itself once its window is there
 */
record Options(
        @Nullable URI server,
        String code,
        @Nullable Path home,
        @Nullable Path bundles,
        boolean check) {

    static final String USAGE = """
        Usage: connectme-customer [--server URL] [--code CODE] [--home FOLDER] [--check] [connectme:CODE]

          --server URL    the server to use, such as https://help.example.com
          --code CODE     the access code to begin with, 9 digits
          --home FOLDER   where settings, logs and caches are kept
          --check         start, and end once the window is there; 0 if all of it runs
        """;

    private static final Pattern CODE = Pattern.compile("[0-9]{9}");
    private static final String LINK = "connectme:";

    /** Something that was typed cannot be meant. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message);
        }
    }

    /** @throws Wrong saying what is wrong */
    static Options parse(List<String> arguments) throws Wrong {
        URI server = null;
        String code = "";
        Path home = null;
        Path bundles = null;
        boolean check = false;
        URI linked = null;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.regionMatches(true, 0, LINK, 0, LINK.length())) {
                Link link = link(argument);
                code = link.code();
                linked = link.server();
                continue;
            }
            if (argument.equals("--check")) {
                check = true;
                continue;
            }
            if (i + 1 == arguments.size()) {
                throw new Wrong("What is " + argument + "? Or a value is missing after it.");
            }
            String value = arguments.get(++i);
            switch (argument) {
                case "--server" -> server = server(value);
                case "--code" -> code = code(value);
                case "--home" -> home = Path.of(value).toAbsolutePath();
                case "--bundles" -> bundles = Path.of(value).toAbsolutePath();
                default -> throw new Wrong("There is no option " + argument);
            }
        }
        if (linked != null && server != null && !linked.equals(server)) {
            throw new Wrong("The link belongs to another server than --server says");
        }
        return new Options(linked == null ? server : linked, code, home, bundles, check);
    }

    private record Link(@Nullable URI server, String code) {}

    /** {@code connectme:CODE} or {@code connectme://HOST[:PORT]/CODE}; anybody can write one, so nothing else is taken. */
    private static Link link(String text) throws Wrong {
        String rest = text.substring(LINK.length());
        if (!rest.startsWith("//")) {
            return new Link(null, code(rest));
        }
        String[] parts = rest.substring(2).split("/", -1);
        if (parts.length != 2) {
            throw new Wrong("This is no link of ConnectMe");
        }
        boolean isHere = isLoopback(parts[0].replaceFirst(":[0-9]+$", ""));
        return new Link(server((isHere ? "http://" : "https://") + parts[0]), code(parts[1]));
    }

    /** An access code, with or without spaces and hyphens. */
    static String code(String typed) throws Wrong {
        String code = typed.replaceAll("[\\s-]", "");
        if (!CODE.matcher(code).matches()) {
            throw new Wrong("An access code has 9 digits");
        }
        return code;
    }

    /** Whoever reads along would sit in the customer's seat: without TLS there is only this very computer. */
    static URI server(String text) throws Wrong {
        try {
            URI url = new URI(text.strip().replaceFirst("/+$", "")).parseServerAuthority();
            String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            boolean isBare = url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getRawPath().isEmpty()
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
            if (!isBare || !(scheme.equals("https") || scheme.equals("http"))) {
                throw new Wrong("A server is written like https://help.example.com");
            }
            if (scheme.equals("http") && !isLoopback(url.getHost())) {
                throw new Wrong("A server on another computer must be https");
            }
            return new URI(scheme, null, url.getHost().toLowerCase(Locale.ROOT), url.getPort(), null, null, null);
        } catch (java.net.URISyntaxException e) {
            throw new Wrong("A server is written like https://help.example.com");
        }
    }

    private static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        String bare = host.replaceAll("[\\[\\]]", "");
        if (!bare.matches("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:]*")) {
            return false;
        }
        try {
            return InetAddress.getByName(bare).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
