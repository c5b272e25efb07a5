package org.connectme.gateway.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.connectme.wire.http.IpAddress;

/** A token bucket an address. Any thread. */
final class RateLimit {

    private static final int MAX_ADDRESSES = 50_000;

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final double perNano;
    private final double burst;
    private final LongSupplier nanos;

    RateLimit(int perSecond, int burst, LongSupplier nanos) {
        this.perNano = perSecond / (double) TimeUnit.SECONDS.toNanos(1);
        this.burst = Math.max(burst, 1);
        this.nanos = nanos;
    }

    boolean allows(String address) {
        long now = nanos.getAsLong();
        if (buckets.size() >= MAX_ADDRESSES) {
            buckets.values().removeIf(bucket -> refilled(bucket, now) >= burst);
        }
        boolean[] allowed = new boolean[1];
        buckets.compute(IpAddress.network(address), (key, bucket) -> {
            double tokens = bucket == null ? burst : refilled(bucket, now);
            allowed[0] = tokens >= 1;
            return new Bucket(allowed[0] ? tokens - 1 : tokens, now);
        });
        return allowed[0];
    }

    private double refilled(Bucket bucket, long now) {
        return Math.min(burst, bucket.tokens + (now - bucket.at) * perNano);
    }

    private record Bucket(double tokens, long at) {}
}
