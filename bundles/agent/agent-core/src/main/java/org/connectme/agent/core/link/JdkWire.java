package org.connectme.agent.core.link;

import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A socket of the JDK's. The next message is read once the one before was dealt with, so that no crowd piles up here. */
final class JdkWire implements Wire, WebSocket.Listener {

    static final int BROKEN = 1006;
    static final int PROTOCOL = 4005;
    private static final int LONGEST = 1 << 20;

    private final Loop loop;
    private final Events events;
    private final StringBuilder partial = new StringBuilder();
    private final Queue<String> waiting = new ArrayDeque<>();
    private @Nullable WebSocket socket;
    private boolean sending;
    private boolean done;

    private JdkWire(Loop loop, Events events) {
        this.loop = loop;
        this.events = events;
    }

    static Maker at(Server server, String path, Loop loop) {
        return events -> {
            JdkWire wire = new JdkWire(loop, events);
            server.socket(path, wire).whenComplete((socket, failure) -> {
                if (failure != null) {
                    loop.run(() -> wire.end(BROKEN));
                }
            });
            return wire;
        };
    }

    @Override
    public void send(String text) {
        if (done) {
            return;
        }
        waiting.add(text);
        flush();
    }

    @Override
    public void close(int code) {
        done = true;
        waiting.clear();
        WebSocket open = socket;
        if (open == null) {
            return;
        }
        // A dead network never answers a goodbye; it is said, and not waited for.
        open.sendClose(code, "").whenComplete((sent, failure) -> open.abort());
    }

    @Override
    public void onOpen(WebSocket opened) {
        loop.run(() -> {
            socket = opened;
            if (done) {
                opened.abort();
                return;
            }
            events.opened();
            opened.request(1);
        });
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        String text = part.toString();
        loop.run(() -> {
            if (done) {
                return;
            }
            partial.append(text);
            if (partial.length() > LONGEST) {
                from.abort();
                end(PROTOCOL);
                return;
            }
            if (last) {
                String whole = partial.toString();
                partial.setLength(0);
                events.heard(whole);
            }
            from.request(1);
        });
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, java.nio.ByteBuffer data, boolean last) {
        from.abort();
        loop.run(() -> end(PROTOCOL));
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, java.nio.ByteBuffer message) {
        // The JDK answers by itself.
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        loop.run(() -> end(code));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        loop.run(() -> end(BROKEN));
    }

    private void end(int code) {
        if (done) {
            return;
        }
        done = true;
        waiting.clear();
        events.closed(code);
    }

    /** The JDK takes one message at a time. */
    private void flush() {
        WebSocket open = socket;
        if (sending || open == null) {
            return;
        }
        String text = waiting.poll();
        if (text == null) {
            return;
        }
        sending = true;
        open.sendText(text, true)
                .whenComplete((sent, failure) -> loop.run(() -> {
                    sending = false;
                    if (failure != null) {
                        end(BROKEN);
                    } else if (!done) {
                        flush();
                    }
                }));
    }
}
