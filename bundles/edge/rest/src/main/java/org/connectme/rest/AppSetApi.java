package org.connectme.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.connectme.wire.http.Endpoint;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * New versions of the desktop app's bundles, for everybody: what {@code ./connectme agent-publish} put into the folder
 * {@code app-set} of CONNECTME_HOME. This server only passes them on; the app believes the publisher's signature alone.
 */
@Component
public final class AppSetApi implements Endpoint {

    private static final String PREFIX = "/api/app/";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;
    private final Routes routes = new Routes()
            .get(PREFIX + "set", request -> set())
            .add("GET", PREFIX + "bundles/{hash}", (request, segments) -> bundle(segments.get(0)));

    @Activate
    public AppSetApi() {
        this(Path.of(Optional.ofNullable(System.getenv("CONNECTME_HOME")).orElse("."), "app-set"));
    }

    AppSetApi(Path folder) {
        this.folder = folder;
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public Response handle(Request request) {
        return routes.handle(request);
    }

    /** Replaced by a rename while it is asked for: read whole, so that what is sent is one of the two. */
    private Response set() {
        try {
            return Response.of(200, "application/octet-stream", Files.readAllBytes(folder.resolve("set")))
                    .with("Cache-Control", "no-store");
        } catch (NoSuchFileException e) {
            return missing();
        } catch (IOException e) {
            throw new UncheckedIOException("The app's set cannot be read", e);
        }
    }

    private Response bundle(String hash) {
        return HASH.matcher(hash).matches() ? file(folder.resolve("bundles").resolve(hash)) : missing();
    }

    private static Response file(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Response.file("application/octet-stream", file)
                : missing();
    }

    private static Response missing() {
        return Problem.of(404, "app.not-found", "There is no such version of the app here.", List.of())
                .response();
    }
}
