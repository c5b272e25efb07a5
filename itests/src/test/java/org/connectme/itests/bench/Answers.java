package org.connectme.itests.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/** Waits for a web server that is about to start. */
final class Answers {

    private static final Duration BOUND = Duration.ofSeconds(180);
    private static final Duration STEP = Duration.ofMillis(20);

    private Answers() {}

    /** Asks again and again. @param hope says whether this status is the one that was waited for */
    static void await(URI address, IntPredicate hope) {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        long end = System.nanoTime() + BOUND.toNanos();
        while (!hope.test(status(client, request))) {
            if (System.nanoTime() > end) {
                throw new AssertionError(address + " did not answer as hoped for within " + BOUND);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    /** 0 while nobody listens. */
    private static int status(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
