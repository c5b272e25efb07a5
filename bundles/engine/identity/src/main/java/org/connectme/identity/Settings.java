package org.connectme.identity;

import java.nio.file.Path;
import java.util.Optional;

/** The configuration, with the environment's values where it is silent. */
record Settings(String publicUrl, boolean demo, Path home, String language) {

    private static final String DEFAULT_PORT = "8181";

    static Settings of(IdentityConfig config) {
        return new Settings(
                publicUrl(config.publicUrl()),
                Boolean.parseBoolean(
                        orEnvironment(config.demo(), "CONNECTME_DEMO").orElse("false")),
                orEnvironment(config.home(), "CONNECTME_HOME")
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".connectme")),
                config.language().equals("de") ? "de" : "en");
    }

    private static String publicUrl(String configured) {
        String url = configured.isBlank()
                ? "http://127.0.0.1:" + orEnvironment("", "CONNECTME_PORT").orElse(DEFAULT_PORT)
                : configured.strip();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static Optional<String> orEnvironment(String configured, String variable) {
        return Optional.of(configured)
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
