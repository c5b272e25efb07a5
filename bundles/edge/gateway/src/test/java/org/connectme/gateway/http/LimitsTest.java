package org.connectme.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.connectme.wire.http.Assets.Asset;
import org.connectme.wire.http.IpAddress;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private long now;

    @Test
    void anAddressMaySendItsBurstAndThenItsRate() {
        RateLimit limit = new RateLimit(10, 20, () -> now);
        for (int i = 0; i < 20; i++) {
            assertThat(limit.allows("192.0.2.1")).isTrue();
        }
        assertThat(limit.allows("192.0.2.1")).isFalse();
        assertThat(limit.allows("192.0.2.2")).isTrue();
        now += TimeUnit.MILLISECONDS.toNanos(101);
        assertThat(limit.allows("192.0.2.1")).isTrue();
        assertThat(limit.allows("192.0.2.1")).isFalse();
    }

    @Test
    void oneNetworkOfIpv6CountsAsOne() {
        RateLimit limit = new RateLimit(1, 1, () -> now);
        assertThat(limit.allows("2001:db8:1:2::1")).isTrue();
        assertThat(limit.allows("2001:db8:1:2:ffff::9")).isFalse();
        assertThat(limit.allows("2001:db8:1:3::1")).isTrue();
    }

    @Test
    void networksContainTheirAddressesOnly() {
        Network network = Network.of("10.1.0.0/16");
        assertThat(network.contains(IpAddress.bytes("10.1.2.3").orElseThrow())).isTrue();
        assertThat(network.contains(IpAddress.bytes("10.2.2.3").orElseThrow())).isFalse();
        assertThat(network.contains(IpAddress.bytes("::1").orElseThrow())).isFalse();
        assertThat(Network.of("::1").contains(IpAddress.bytes("[::1]").orElseThrow()))
                .isTrue();
        assertThatThrownBy(() -> Network.of("10.0.0.0/33")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anImmutableFileStaysForADayAfterItsBundleWent() {
        AssetCache cache = new AssetCache(() -> now);
        cache.copy("/join/a-1.js", asset("a".repeat(2_000), true));
        cache.copy("/join", asset("page", false));
        assertThat(cache.immutable("/join/a-1.js")).isPresent();
        assertThat(cache.immutable("/join")).isEmpty();
        now += TimeUnit.HOURS.toNanos(25);
        cache.copy("/join/b-1.js", asset("b", true));
        assertThat(cache.immutable("/join/a-1.js")).isEmpty();
        assertThat(cache.immutable("/join/b-1.js")).isPresent();
    }

    @Test
    void aPageThatChangedIsServedAnew() {
        AssetCache cache = new AssetCache(() -> now);
        String before = cache.copy("/join", asset("old", false)).hash();
        assertThat(cache.copy("/join", asset("old", false)).hash()).isEqualTo(before);
        assertThat(cache.copy("/join", asset("new", false)).hash()).isNotEqualTo(before);
    }

    @Test
    void theCacheIsBounded() {
        AssetCache cache = new AssetCache(() -> now);
        for (int i = 0; i < 100; i++) {
            cache.copy("/x/" + i, new Asset(new byte[1 << 20], "image/png", true));
        }
        assertThat(cache.immutable("/x/0")).isEmpty();
        assertThat(cache.immutable("/x/99")).isPresent();
    }

    private static Asset asset(String text, boolean immutable) {
        return new Asset(text.getBytes(StandardCharsets.UTF_8), "text/javascript", immutable);
    }
}
