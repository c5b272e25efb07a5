package org.connectme.metering;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the spans during which something held, while a journal is read from its start. Used by one fold only. */
final class Toggle {

    private final List<Spans.Span> spans = new ArrayList<>();
    private @Nullable Long since;

    /** Holds from here; nothing new if it holds already. */
    void on(long at) {
        since = since == null ? Long.valueOf(at) : since;
    }

    void off(long at) {
        if (since != null) {
            spans.add(new Spans.Span(since, at));
            since = null;
        }
    }

    boolean isOn() {
        return since != null;
    }

    /** What held up to {@code end}; what still holds is taken to hold until then. */
    Spans until(long end) {
        List<Spans.Span> all = new ArrayList<>(spans);
        if (since != null) {
            all.add(new Spans.Span(since, end));
        }
        return new Spans(all).intersect(Spans.of(Long.MIN_VALUE, end));
    }
}
