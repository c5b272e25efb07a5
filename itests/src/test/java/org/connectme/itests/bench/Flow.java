package org.connectme.itests.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One stretch of steady sending, on the thread of its {@link Load} but for {@link #result}. */
final class Flow {

    /** Four of five messages are like a candidate, one is like an offer. */
    private static final String SHORT = "x".repeat(140);

    private static final String LONG = "x".repeat(2_940);
    private static final int ONE_IS_LONG_OF = 5;

    private final List<Line> senders;
    private final long interval;
    private final long begin = System.nanoTime();
    private final double[] latencies;
    private final CompletableFuture<Result> done = new CompletableFuture<>();
    private int sent;
    private int arrived;

    Flow(List<Line> senders, int messagesASecond, Duration time) {
        this.senders = senders;
        this.interval = TimeUnit.SECONDS.toNanos(1) / messagesASecond;
        this.latencies = new double[Math.toIntExact(time.toNanos() / interval)];
    }

    /** @param latencies of each message, in milliseconds */
    record Result(int messages, double[] latencies) {}

    /** Sends what the time has come for. @return whether everything was sent and has arrived */
    boolean sendDue() throws IOException {
        long passed = System.nanoTime() - begin;
        while (sent < latencies.length && passed >= sent * interval) {
            Line line = senders.get(sent % senders.size());
            line.send("{\"n\":" + ++line.sent + ",\"a\":" + line.seen + ",\"m\":{\"t\":\"signal\",\"at\":\""
                    + System.nanoTime() + "\",\"d\":\"" + (isLong() ? LONG : SHORT) + "\"}}");
            sent++;
        }
        if (arrived == latencies.length) {
            done.complete(new Result(arrived, latencies));
        }
        return done.isDone();
    }

    /** In each round others have the long message. */
    private boolean isLong() {
        return (sent + sent / senders.size()) % ONE_IS_LONG_OF == 0;
    }

    void arrived(long nanos) {
        latencies[arrived++] = nanos / 1e6;
    }

    void fail(Throwable cause) {
        done.completeExceptionally(cause);
    }

    Result result(Duration bound) {
        return done.orTimeout(bound.toSeconds(), TimeUnit.SECONDS).join();
    }
}
