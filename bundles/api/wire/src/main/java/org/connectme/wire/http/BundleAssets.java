package org.connectme.wire.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * Pages packed into a bundle, as a web build left them: "index.html" on top, and below "assets/" files that carry a
 * hash in their name. Any thread.
 */
public class BundleAssets implements Assets {

    private static final Pattern HASHED = Pattern.compile("assets/[^/]+-[A-Za-z0-9_-]{8}\\.[a-z0-9]+");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "webp", "image/webp",
            "woff2", "font/woff2",
            "wasm", "application/wasm");

    private final String prefix;
    private final Function<String, @Nullable URL> entries;

    /**
     * @param folder in the bundle, such as "web"
     * @param prefix see {@link Assets#prefix()}
     */
    public BundleAssets(Bundle bundle, String folder, String prefix) {
        this(name -> bundle.getEntry(folder + "/" + name), prefix);
    }

    BundleAssets(Function<String, @Nullable URL> entries, String prefix) {
        this.prefix = prefix;
        this.entries = entries;
    }

    @Override
    public String prefix() {
        return prefix;
    }

    /** Empty for what is not there, and for kinds of file that no page is made of. */
    @Override
    public Optional<Asset> find(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        URL entry = type == null ? null : entries.apply(name);
        if (entry == null) {
            return Optional.empty();
        }
        try (InputStream content = entry.openStream()) {
            return Optional.of(
                    new Asset(content.readAllBytes(), type, HASHED.matcher(name).matches()));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + name + " from its bundle", failure);
        }
    }
}
