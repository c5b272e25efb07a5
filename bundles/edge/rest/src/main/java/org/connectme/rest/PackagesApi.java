package org.connectme.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.connectme.wire.http.Endpoint;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The desktop app's packages, for everybody: what the operator put into the folder {@code packages} of CONNECTME_HOME. */
@Component
public final class PackagesApi implements Endpoint {

    private static final String PREFIX = "/api/packages/";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~-]*\\.[a-z]{3,4}");

    private static final Map<String, String> SYSTEMS = Map.of(
            "deb", "LINUX",
            "msi", "WINDOWS",
            "msix", "WINDOWS",
            "exe", "WINDOWS",
            "pkg", "MACOS",
            "dmg", "MACOS");

    private final Path folder;
    private final Routes routes = new Routes()
            .get(PREFIX + "all", request -> all())
            .add("GET", PREFIX + "{name}", (request, segments) -> one(segments.get(0)));

    @Activate
    public PackagesApi() {
        this(Path.of(Optional.ofNullable(System.getenv("CONNECTME_HOME")).orElse("."), "packages"));
    }

    PackagesApi(Path folder) {
        this.folder = folder;
    }

    /** @param bytes its length */
    private record Package(String name, String system, long bytes) {}

    private record Packages(List<Package> packages) {}

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public Response handle(Request request) {
        return routes.handle(request);
    }

    private Response all() {
        if (!Files.isDirectory(folder)) {
            return Response.json(200, Json.write(new Packages(List.of())));
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Package> packages = files.filter(PackagesApi::isPackage)
                    .sorted(Comparator.comparing(PackagesApi::name).reversed())
                    .map(file -> new Package(name(file), system(name(file)).orElseThrow(), size(file)))
                    .toList();
            return Response.json(200, Json.write(new Packages(packages)));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of packages cannot be read", e);
        }
    }

    private Response one(String name) {
        Optional<Path> file =
                Optional.of(name).filter(each -> NAME.matcher(each).matches()).map(folder::resolve);
        return file.filter(PackagesApi::isPackage)
                .map(found -> Response.file("application/octet-stream", found)
                        .with("Content-Disposition", "attachment; filename=\"" + name + "\""))
                .orElseGet(() -> Problem.of(404, "package.not-found", "There is no such package.", List.of())
                        .response());
    }

    /** Whatever else lies in the folder is nobody's business, and neither is what a link there points to. */
    private static boolean isPackage(Path file) {
        return NAME.matcher(name(file)).matches()
                && system(name(file)).isPresent()
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static Optional<String> system(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(SYSTEMS.get(extension));
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The package " + file + " cannot be read", e);
        }
    }
}
