package org.connectme.agent.control.dbus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the session's bus. Thread-safe. Signals are told one after the other on a thread of their own, so what is
 * told may ask in turn.
 */
public final class Bus implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Bus.class);

    private static final String DAEMON = "org.freedesktop.DBus";
    private static final String DAEMON_PATH = "/org/freedesktop/DBus";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_LINE = 512;

    private final UnixSocket socket;
    private final Map<Long, CompletableFuture<Message>> waiting = new ConcurrentHashMap<>();
    private final List<Consumer<Message>> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final ExecutorService teller;
    private final Object writing = new Object();
    private long serial;
    private String name = "";

    private Bus(UnixSocket socket) {
        this.socket = socket;
        this.teller = Executors.newSingleThreadExecutor(task -> daemon(task, "bus-signals"));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Connects to the bus that the environment names. */
    public static Bus open(Map<String, String> environment) throws IOException {
        IOException failure = new IOException("the session has no bus");
        for (byte[] name : Addresses.of(environment)) {
            try {
                return connect(name);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static Bus connect(byte[] address) throws IOException {
        UnixSocket socket = UnixSocket.connect(address);
        try {
            greet(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        Bus bus = new Bus(socket);
        daemon(bus::read, "bus").start();
        try {
            Message hello = bus.call(Message.call(DAEMON, DAEMON_PATH, DAEMON, "Hello", ""), PATIENCE);
            bus.name = hello.body().get(0) instanceof String own ? own : "";
            return bus;
        } catch (IOException e) {
            bus.close();
            throw e;
        }
    }

    static void greet(UnixSocket socket) throws IOException {
        String user = Integer.toString(LibC.INSTANCE.getuid());
        StringBuilder hex = new StringBuilder();
        user.chars().forEach(digit -> hex.append(Integer.toHexString(digit)));
        expect(socket, "\0AUTH EXTERNAL " + hex, "OK");
        expect(socket, "NEGOTIATE_UNIX_FD", "AGREE_UNIX_FD");
        socket.write("BEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static void expect(UnixSocket socket, String said, String answer) throws IOException {
        socket.write((said + "\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder line = new StringBuilder();
        ByteBuffer letter = ByteBuffer.allocate(1);
        while (line.indexOf("\r\n") < 0) {
            socket.read(letter.clear());
            line.append((char) letter.get(0));
            if (line.length() > LONGEST_LINE) {
                throw new Malformed("a greeting that does not end");
            }
        }
        if (!line.toString().startsWith(answer)) {
            throw new IOException("the bus does not take this program");
        }
    }

    /** This connection's own name on the bus, such as ":1.42". */
    public String name() {
        return name;
    }

    /**
     * Calls a method and waits for its answer.
     *
     * @throws BusRefused when the answer is an error
     * @throws IOException when there is none in this time, or the bus is gone
     */
    public Message call(Message call, Duration patience) throws IOException {
        CompletableFuture<Message> answer = new CompletableFuture<>();
        long number = send(call, answer);
        try {
            Message reply = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (reply.kind() == Message.Kind.ERROR) {
                closeAll(reply);
                throw new BusRefused(reply.error());
            }
            return reply;
        } catch (TimeoutException e) {
            throw new IOException("no answer from " + call.type() + "." + call.member(), e);
        } catch (ExecutionException e) {
            throw new IOException("the bus is gone", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            waiting.remove(number);
        }
    }

    /** Calls a method that nobody answers. */
    public void tell(Message call) throws IOException {
        send(call, null);
    }

    private long send(Message message, @Nullable CompletableFuture<Message> answer) throws IOException {
        synchronized (writing) {
            if (over.isDone()) {
                throw new IOException("the bus is gone");
            }
            long number = ++serial;
            byte[] bytes = message.bytes(number, answer != null);
            if (answer != null) {
                waiting.put(number, answer);
            }
            socket.write(bytes);
            return number;
        }
    }

    /** The name of the one that has a well-known name now, whom nobody else can pretend to be. */
    public String owner(String wellKnown) throws IOException {
        Message reply = call(Message.call(DAEMON, DAEMON_PATH, DAEMON, "GetNameOwner", "s", wellKnown), PATIENCE);
        return reply.body().get(0) instanceof String owner ? owner : "";
    }

    /** Asks the bus for signals by a rule of its own; those meant for this connection alone come unasked. */
    public void match(String rule) throws IOException {
        call(Message.call(DAEMON, DAEMON_PATH, DAEMON, "AddMatch", "s", rule), PATIENCE);
    }

    /**
     * Tells of each signal that comes, whoever sent it.
     *
     * @return ends it
     */
    public Runnable listen(Consumer<Message> heard) {
        Consumer<Message> listener = heard::accept;
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells, once and on any thread, when the connection is over, also if it is already. Must not block. */
    public void onEnd(Runnable ended) {
        over.whenComplete((done, failure) -> ended.run());
    }

    private void read() {
        try {
            while (true) {
                take(next());
            }
        } catch (IOException e) {
            logger.debug("The bus ended: {}", e.toString());
        } finally {
            socket.end();
            // From here on nothing is sent, so the socket's number may become another's.
            synchronized (writing) {
                over.complete(null);
                socket.close();
            }
            waiting.values().forEach(answer -> answer.completeExceptionally(new IOException("closed")));
            teller.shutdown();
        }
    }

    private Message next() throws IOException {
        ByteBuffer fixed = ByteBuffer.allocate(Message.FIXED);
        socket.read(fixed);
        ByteBuffer whole = ByteBuffer.allocate(Message.FIXED + Message.rest(fixed));
        whole.put(fixed.flip());
        socket.read(whole);
        whole.flip();
        List<Integer> descriptors = socket.take(Message.descriptors(whole));
        try {
            return Message.read(whole, descriptors);
        } catch (IOException e) {
            descriptors.forEach(UnixSocket::close);
            throw e;
        }
    }

    private void take(Message message) {
        if (message.kind() == Message.Kind.REPLY || message.kind() == Message.Kind.ERROR) {
            CompletableFuture<Message> answer = waiting.remove(message.replyTo());
            if (answer == null || !answer.complete(message)) {
                closeAll(message);
            }
            return;
        }
        closeAll(message);
        if (message.kind() == Message.Kind.SIGNAL) {
            List<Consumer<Message>> told = new ArrayList<>(listeners);
            teller.execute(() -> told.forEach(listener -> listener.accept(message)));
        }
    }

    /** Lets go of the files that came with a message. */
    public static void closeAll(Message message) {
        message.descriptors().forEach(UnixSocket::close);
    }

    @Override
    public void close() {
        socket.end();
    }
}
