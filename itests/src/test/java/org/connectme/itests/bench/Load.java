package org.connectme.itests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Many pages' sockets on one thread. Sends at a steady rate, whatever comes back and when, so that a slow server cannot
 * slow down what it is asked for. Every message says when it was sent.
 */
final class Load implements AutoCloseable {

    private static final byte[] SENT_AT = "\"at\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int SEARCHED_BYTES = 100;
    private static final byte[] NUMBER = "{\"n\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WELCOME = "{\"t\":\"welcome\"".getBytes(StandardCharsets.US_ASCII);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Selector selector;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final BlockingQueue<Line> welcomed = new LinkedBlockingQueue<>();
    private final List<Line> lines = new ArrayList<>();
    private final Thread thread = new Thread(this::loop, "load");
    private @Nullable Flow flow;
    private final CompletableFuture<Object> ended = new CompletableFuture<>();
    private volatile boolean stopped;

    Load() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.start();
    }

    /** A socket that is only connected. */
    Line connect(URI server, String path, Map<String, String> headers) {
        try {
            Line line = Line.open(server, path, headers);
            ask(() -> {
                line.register(selector);
                return lines.add(line);
            });
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /** A participant's page that has said hello and that it is in the room. */
    Line join(URI server, String path, String cookie) {
        Line line = connect(server, path, Map.of("Cookie", cookie));
        ask(() -> {
            line.send("{\"t\":\"hello\",\"versions\":[1],\"resume\":null}");
            return line;
        });
        try {
            if (welcomed.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS) != line) {
                throw new IllegalStateException("No welcome at " + path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        ask(() -> {
            line.send("{\"n\":" + ++line.sent + ",\"a\":" + line.seen + ",\"m\":{\"t\":\"join\"}}");
            return line;
        });
        return line;
    }

    /** Lets these talk, one after another, and waits for the last message. */
    Flow.Result run(List<Line> senders, int messagesASecond, Duration time) {
        return ask(() -> flow = new Flow(senders, messagesASecond, time)).result(time.plus(PATIENCE));
    }

    /** Runs on the load's own thread, and waits for it. */
    private <T> T ask(Callable<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                answer.complete(question.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        selector.wakeup();
        CompletableFuture.anyOf(answer, ended)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return answer.join();
    }

    private void loop() {
        try {
            while (!stopped) {
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                Flow now = flow;
                if (now != null && now.sendDue()) {
                    flow = null;
                }
                selector.select(this::ready, flow == null ? 100 : 1);
            }
        } catch (IOException | RuntimeException e) {
            ended.completeExceptionally(e);
            Flow now = flow;
            if (now != null) {
                now.fail(e);
            }
        }
    }

    private void ready(SelectionKey key) {
        try {
            Line line = (Line) key.attachment();
            if (key.isWritable()) {
                line.flush();
            }
            if (key.isReadable()) {
                line.read(this::received);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void received(Line line, ByteBuffer payload) {
        long now = System.nanoTime();
        if (begins(payload, NUMBER)) {
            line.seen = number(payload, payload.position() + NUMBER.length);
        } else if (begins(payload, WELCOME)) {
            welcomed.add(line);
        }
        int at = sentAt(payload);
        Flow running = flow;
        if (at >= 0 && running != null) {
            running.arrived(now - number(payload, at));
        }
    }

    private static boolean begins(ByteBuffer payload, byte[] start) {
        return payload.remaining() >= start.length
                && payload.slice(payload.position(), start.length).equals(ByteBuffer.wrap(start));
    }

    /** Where the instant stands; -1 in a message that was not sent by a flow. */
    private static int sentAt(ByteBuffer payload) {
        int last = Math.min(payload.limit(), payload.position() + SEARCHED_BYTES) - SENT_AT.length;
        for (int i = payload.position(); i < last; i++) {
            int matched = 0;
            while (matched < SENT_AT.length && payload.get(i + matched) == SENT_AT[matched]) {
                matched++;
            }
            if (matched == SENT_AT.length) {
                return i + SENT_AT.length;
            }
        }
        return -1;
    }

    private static long number(ByteBuffer payload, int from) {
        long number = 0;
        for (int i = from; payload.get(i) >= '0' && payload.get(i) <= '9'; i++) {
            number = number * 10 + payload.get(i) - '0';
        }
        return number;
    }

    @Override
    public void close() {
        stopped = true;
        selector.wakeup();
        try {
            thread.join();
            for (Line line : lines) {
                line.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
