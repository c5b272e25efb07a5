package org.connectme.gateway.http;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Component;

/** Numbers for the operator, in Prometheus' text format 0.0.4. Any thread. */
@Component(service = Metrics.class)
public final class Metrics {

    private final Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();
    private final LongAdder handledNanos = new LongAdder();
    private final LongAdder handled = new LongAdder();

    void answered(int status) {
        answers.computeIfAbsent(status, key -> new LongAdder()).increment();
    }

    void handled(long nanos) {
        handled.increment();
        handledNanos.add(nanos);
    }

    String text(int openSockets) {
        Text text = new Text();
        text.head("connectme_sockets_open", "gauge", "WebSockets open now.");
        text.line("connectme_sockets_open", openSockets);
        text.head("connectme_http_responses_total", "counter", "Responses by status.");
        answers.forEach(
                (status, count) -> text.line("connectme_http_responses_total{status=\"" + status + "\"}", count.sum()));
        text.head("connectme_http_handling_seconds", "summary", "Time an endpoint took.");
        text.line("connectme_http_handling_seconds_sum", seconds(handledNanos.sum(), TimeUnit.NANOSECONDS));
        text.line("connectme_http_handling_seconds_count", handled.sum());
        java(text);
        return text.toString();
    }

    /** The figures of other parts of the server. */
    static String gauges(Map<String, Long> parts) {
        Text text = new Text();
        parts.keySet().stream().map(Metrics::withoutLabels).distinct().forEach(name -> {
            text.head(name, "gauge", "See docs/operators.");
            parts.forEach((line, value) -> {
                if (withoutLabels(line).equals(name)) {
                    text.line(line, value.longValue());
                }
            });
        });
        return text.toString();
    }

    private static String withoutLabels(String line) {
        int brace = line.indexOf('{');
        return brace < 0 ? line : line.substring(0, brace);
    }

    private static void java(Text text) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        text.head("jvm_memory_heap_used_bytes", "gauge", "Heap in use.");
        text.line("jvm_memory_heap_used_bytes", heap.getUsed());
        text.head("jvm_memory_heap_max_bytes", "gauge", "Heap at most.");
        text.line("jvm_memory_heap_max_bytes", heap.getMax());
        text.head("jvm_threads", "gauge", "Threads alive.");
        text.line("jvm_threads", ManagementFactory.getThreadMXBean().getThreadCount());
        text.head("jvm_classes_loaded", "gauge", "Classes loaded now.");
        text.line(
                "jvm_classes_loaded", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        text.head("jvm_gc_seconds_total", "counter", "Time spent collecting garbage.");
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            double spent = seconds(Math.max(0, collector.getCollectionTime()), TimeUnit.MILLISECONDS);
            text.line("jvm_gc_seconds_total{collector=\"" + collector.getName() + "\"}", spent);
        }
        text.head("process_uptime_seconds", "gauge", "Since the Java machine started.");
        long uptime = ManagementFactory.getRuntimeMXBean().getUptime();
        text.line("process_uptime_seconds", seconds(uptime, TimeUnit.MILLISECONDS));
    }

    private static double seconds(long amount, TimeUnit unit) {
        return unit.toNanos(amount) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static final class Text {

        private final StringBuilder text = new StringBuilder();

        void head(String name, String type, String help) {
            text.append("# HELP ").append(name).append(' ').append(help).append('\n');
            text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        }

        void line(String name, long value) {
            text.append(name).append(' ').append(value).append('\n');
        }

        void line(String name, double value) {
            text.append(name)
                    .append(' ')
                    .append(String.format(Locale.ROOT, "%.6f", value))
                    .append('\n');
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
