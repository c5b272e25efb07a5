package org.connectme.recording.s3;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * Stands between a store and its service on loopback and passes each request on, or does to it what was asked for. Each
 * has a connection of its own.
 */
final class Between implements Closeable {

    private static final String END = "\r\n\r\n";

    /** What happens to a request. */
    sealed interface Fate {
        /** Passed on. */
        record Pass() implements Fate {}

        /** The connection ends before the service has it. */
        record CutBefore() implements Fate {}

        /** The service does it, and nobody hears the answer. */
        record CutAfter() implements Fate {}

        /** Nothing comes until the store gives up. */
        record Silence() implements Fate {}

        /** The service does it; of its answer comes the first half. */
        record Half() implements Fate {}

        /** The service does it; somebody's page comes instead of its answer. */
        record Page() implements Fate {}

        /** The service does it; its answer is kept until {@link Between#deliver}. */
        record Kept() implements Fate {}

        /** This is said in the service's place. */
        record Said(int status, String code) implements Fate {}
    }

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger gone = new AtomicInteger();
    private final AtomicInteger kept = new AtomicInteger();
    private volatile CountDownLatch delivery = new CountDownLatch(1);
    private volatile BiFunction<Integer, String, Fate> fates = (number, line) -> new Fate.Pass();

    Between(int target) throws IOException {
        this.target = target;
        thread(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on. @param fates of the number of a request, from 1, and its first line */
    void does(BiFunction<Integer, String, Fate> fates) {
        heads.clear();
        this.fates = fates;
    }

    /** Of the requests since {@link #does}. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    /** Answers that were kept, since the last {@link #deliver}. */
    int kept() {
        return kept.get();
    }

    void deliver() {
        kept.set(0);
        CountDownLatch now = delivery;
        delivery = new CountDownLatch(1);
        now.countDown();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                thread(() -> serve(socket));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new IllegalStateException("No more connections", e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            String head = head(in);
            if (head.isEmpty()) {
                return;
            }
            String line = head.substring(0, head.indexOf('\r'));
            Fate fate;
            synchronized (heads) {
                heads.add(head);
                fate = fates.apply(heads.size(), line);
            }
            if (fate instanceof Fate.CutBefore) {
                return;
            }
            byte[] body = in.readNBytes(length(head));
            if (fate instanceof Fate.Silence) {
                in.read();
            } else if (fate instanceof Fate.Said said) {
                answer(
                        socket.getOutputStream(),
                        said.status(),
                        "application/xml",
                        "<?xml version=\"1.0\"?><Error><Code>" + said.code() + "</Code><Message>so</Message></Error>");
            } else {
                answer(socket.getOutputStream(), fate, passed(head, body));
            }
        } catch (IOException e) {
            // The store has given up, or the test is over: the other side sees a connection that ends.
            gone.incrementAndGet();
        } finally {
            open.remove(socket);
        }
    }

    private void answer(OutputStream out, Fate fate, byte[] answer) throws IOException {
        if (fate instanceof Fate.Kept) {
            kept.incrementAndGet();
            try {
                delivery.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("the test is over");
            }
        }
        if (fate instanceof Fate.Pass || fate instanceof Fate.Kept) {
            out.write(answer);
        } else if (fate instanceof Fate.Half) {
            out.write(answer, 0, Math.max(answer.length / 2, answer.length - 20));
        } else if (fate instanceof Fate.Page) {
            answer(out, 200, "text/html", "<html><head><title>Welcome</title></head><body>So</body></html>");
        }
    }

    private byte[] passed(String head, byte[] body) throws IOException {
        try (Socket service = new Socket(InetAddress.getLoopbackAddress(), target)) {
            String closing = head.replaceFirst("(?i)\r\nConnection:[^\r]*", "")
                    .replaceFirst(END + "$", "\r\nConnection: close" + END);
            service.getOutputStream().write(closing.getBytes(StandardCharsets.ISO_8859_1));
            service.getOutputStream().write(body);
            service.getOutputStream().flush();
            return service.getInputStream().readAllBytes();
        }
    }

    private static void answer(OutputStream out, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        out.write(("HTTP/1.1 " + status + " So\r\nContent-Type: " + type + "\r\nConnection: close\r\n"
                        + "Content-Length: " + body.length + END)
                .getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < END.length()) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            matched = next == END.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static int length(String head) {
        for (String line : head.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return 0;
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "between");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
