package org.connectme.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.connectme.gateway.http.PrefixRegistry.Lookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class PrefixRegistryTest {

    private final PrefixRegistry<Object> registry = new PrefixRegistry<>((prefix, path) -> path.startsWith(prefix));
    private final Object first = new Object();
    private final Object second = new Object();

    @Test
    void theLongestPrefixWins() throws InterruptedException {
        registry.add("/api/", first);
        registry.add("/api/customer/", second);
        assertThat(find("/api/customer/view")).isEqualTo(new Lookup.Found<>("/api/customer/", second));
        assertThat(find("/api/other")).isEqualTo(new Lookup.Found<>("/api/", first));
        assertThat(find("/join")).isInstanceOf(Lookup.Unknown.class);
    }

    @Test
    void theNewestWinsAndLeavesByValue() throws InterruptedException {
        registry.add("/api/", first);
        registry.add("/api/", second);
        registry.remove(first);
        assertThat(find("/api/")).isEqualTo(new Lookup.Found<>("/api/", second));
    }

    @Test
    void aKnownPrefixIsWaitedFor() throws Exception {
        registry.add("/api/", first);
        registry.remove(first);
        assertThat(find("/api/")).isInstanceOf(Lookup.Away.class);
        CompletableFuture<Lookup<Object>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return registry.find("/api/", 8, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        registry.add("/api/", second);
        assertThat(waiting.get(8, TimeUnit.SECONDS)).isEqualTo(new Lookup.Found<>("/api/", second));
    }

    private Lookup<Object> find(String path) throws InterruptedException {
        return registry.find(path, 0, TimeUnit.SECONDS);
    }
}
