package org.connectme.recording;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.connectme.wire.http.Gauges;
import org.osgi.service.component.annotations.Component;

/** What came in since this version started, for the operator's charts. Thread-safe. */
@Component(service = {Gauges.class, Figures.class})
public final class Figures implements Gauges {

    private final AtomicLong parts = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong unavailable = new AtomicLong();
    private final AtomicLong full = new AtomicLong();

    void took(long count) {
        parts.incrementAndGet();
        bytes.addAndGet(count);
    }

    void refused(boolean isForNow) {
        (isForNow ? unavailable : refused).incrementAndGet();
    }

    void full() {
        full.incrementAndGet();
    }

    @Override
    public Map<String, Long> gauges() {
        return Map.of(
                "connectme_recording_parts", parts.get(),
                "connectme_recording_bytes", bytes.get(),
                "connectme_recording_refused", refused.get(),
                "connectme_recording_store_unavailable", unavailable.get(),
                "connectme_recording_full", full.get());
    }
}
