package org.connectme.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void figuresOfOtherPartsHaveOneHeadForEachName() {
        String text = Metrics.gauges(new TreeMap<>(
                Map.of("open", 2L, "differences{provider=\"a\"}", 0L, "differences{provider=\"b\"}", 3L)));

        assertThat(text.lines())
                .containsExactly(
                        "# HELP differences See docs/operators.",
                        "# TYPE differences gauge",
                        "differences{provider=\"a\"} 0",
                        "differences{provider=\"b\"} 3",
                        "# HELP open See docs/operators.",
                        "# TYPE open gauge",
                        "open 2");
    }
}
