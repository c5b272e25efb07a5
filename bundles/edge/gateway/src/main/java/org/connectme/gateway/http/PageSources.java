package org.connectme.gateway.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.connectme.wire.http.ContentSources;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What others have asked for in the policies of pages. They come and go while pages are served. */
@Component(service = PageSources.class)
public final class PageSources {

    /** It becomes part of a header, so nothing else gets through. */
    private static final Pattern ORIGIN = Pattern.compile("https://(\\*\\.)?[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?");

    private final List<ContentSources> all = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSources(ContentSources sources) {
        all.add(sources);
    }

    void removeSources(ContentSources sources) {
        all.remove(sources);
    }

    /** @param path of the page; empty for any other */
    Set<String> of(String path) {
        Set<String> origins = new TreeSet<>();
        for (ContentSources sources : all) {
            if (sources.page().equals(path)) {
                sources.origins().stream()
                        .filter(origin -> ORIGIN.matcher(origin).matches())
                        .forEach(origins::add);
            }
        }
        return origins;
    }
}
