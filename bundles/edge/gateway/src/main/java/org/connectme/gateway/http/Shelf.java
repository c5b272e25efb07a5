package org.connectme.gateway.http;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.connectme.wire.http.Assets;
import org.connectme.wire.http.Assets.Asset;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Pages and their files, from the {@link Assets} there are and from what they were a moment ago. Any thread. */
@Component(service = Shelf.class)
public final class Shelf {

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private final PrefixRegistry<Assets> registry = new PrefixRegistry<>(Shelf::covers);
    private final AssetCache cache = new AssetCache(System::nanoTime);

    @Activate
    public Shelf() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addAssets(Assets assets) {
        registry.add(assets.prefix(), assets);
    }

    public void removeAssets(Assets assets) {
        registry.remove(assets);
    }

    boolean isServed(String prefix) {
        return registry.isServed(prefix);
    }

    /** @return empty when nothing is known at this path */
    Optional<Response> answer(Request request, long patience, TimeUnit unit) throws InterruptedException {
        String path = request.path();
        Optional<AssetCache.Copy> kept = cache.immutable(path);
        if (kept.isPresent()) {
            return Optional.of(response(request, kept.get()));
        }
        PrefixRegistry.Lookup<Assets> lookup = registry.find(path, patience, unit);
        if (lookup instanceof PrefixRegistry.Lookup.Away) {
            return Optional.of(Problems.replacing());
        }
        if (!(lookup instanceof PrefixRegistry.Lookup.Found<Assets> found)) {
            return Optional.empty();
        }
        String prefix = found.prefix();
        if (path.length() > 1 && path.equals(prefix + "/")) {
            return Optional.of(Response.empty(308).with("Location", prefix));
        }
        Optional<Asset> asset = found.service().find(name(prefix, path));
        return asset.map(each -> response(request, cache.copy(path, each)));
    }

    private static Response response(Request request, AssetCache.Copy copy) {
        boolean zipped = copy.gzip().isPresent()
                && request.header("accept-encoding").filter(Shelf::takesGzip).isPresent();
        String tag = "\"" + copy.hash() + (zipped ? "-gzip" : "") + "\"";
        boolean isKnown = request.header("if-none-match")
                .filter(tags -> tags.contains("\"" + copy.hash()))
                .isPresent();
        byte[] body = zipped ? copy.gzip().get() : copy.bytes();
        Response response = (isKnown ? Response.empty(304) : Response.of(200, copy.contentType(), body))
                .with("ETag", tag)
                .with("Cache-Control", copy.immutable() ? IMMUTABLE : "no-cache");
        if (copy.gzip().isPresent()) {
            response = response.with("Vary", "Accept-Encoding");
        }
        return zipped && !isKnown ? response.with("Content-Encoding", "gzip") : response;
    }

    private static boolean takesGzip(String header) {
        for (String each : header.split(",")) {
            String coding = each.strip().toLowerCase(java.util.Locale.ROOT);
            if (coding.equals("gzip") || coding.startsWith("gzip;") && !coding.matches("gzip;\\s*q=0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(String prefix, String path) {
        return prefix.equals("/") || path.equals(prefix) || path.startsWith(prefix + "/");
    }

    private static String name(String prefix, String path) {
        if (path.equals(prefix)) {
            return "index.html";
        }
        return path.substring(prefix.equals("/") ? 1 : prefix.length() + 1);
    }
}
