package org.connectme.agent.control.dbus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Another program on the bus, that answers what it is asked. Everything on one thread but {@link #signal}. */
public final class Peer implements AutoCloseable {

    /** What it answers with. */
    public interface Answers {

        /**
         * @param call what was asked
         * @param peer for signals
         * @return the answer; null for none
         */
        @Nullable
        Answer to(Message call, Peer peer) throws IOException;
    }

    /** @param error the error's name; empty if it is none */
    public record Answer(String error, String signature, List<Object> body) {

        public static Answer of(String signature, Object... body) {
            return new Answer("", signature, List.of(body));
        }

        public static Answer error(String name) {
            return new Answer(name, "", List.of());
        }
    }

    private final UnixSocket socket;
    private final Answers answers;
    private long serial;

    /** @param name well-known, taken at once; empty for none */
    public Peer(Map<String, String> environment, String name, Answers answers) throws IOException {
        this.socket = UnixSocket.connect(Addresses.of(environment).get(0));
        this.answers = answers;
        Bus.greet(socket);
        String daemon = "org.freedesktop.DBus";
        send(Message.call(daemon, "/org/freedesktop/DBus", daemon, "Hello", ""));
        if (!name.isEmpty()) {
            send(Message.call(daemon, "/org/freedesktop/DBus", daemon, "RequestName", "su", name, 4L));
        }
        Thread thread = new Thread(this::serve, "peer");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try {
            while (true) {
                ByteBuffer fixed = ByteBuffer.allocate(Message.FIXED);
                socket.read(fixed);
                ByteBuffer whole = ByteBuffer.allocate(Message.FIXED + Message.rest(fixed));
                whole.put(fixed.flip());
                socket.read(whole);
                Message message = Message.read(whole.flip(), List.of());
                if (message.kind() == Message.Kind.CALL) {
                    reply(message, answers.to(message, this));
                }
            }
        } catch (IOException e) {
            socket.end();
        }
    }

    private void reply(Message call, @Nullable Answer answer) throws IOException {
        if (answer == null) {
            return;
        }
        Message.Kind kind = answer.error().isEmpty() ? Message.Kind.REPLY : Message.Kind.ERROR;
        send(new Message(
                kind,
                0,
                call.serial(),
                "",
                "",
                "",
                answer.error(),
                call.sender(),
                "",
                answer.signature(),
                answer.body(),
                List.of()));
    }

    /** @param destination empty for everybody */
    public void signal(String destination, String path, String type, String member, String signature, Object... body)
            throws IOException {
        send(new Message(
                Message.Kind.SIGNAL,
                0,
                0,
                path,
                type,
                member,
                "",
                destination,
                "",
                signature,
                List.of(body),
                List.of()));
    }

    private synchronized void send(Message message) throws IOException {
        socket.write(message.bytes(++serial, message.kind() == Message.Kind.CALL));
    }

    @Override
    public void close() {
        socket.end();
    }
}
