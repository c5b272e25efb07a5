package org.connectme.shell;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedAction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.connectme.shell.Frame.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One operator at the socket, served command by command in one session of the shell. Used by one thread. */
final class Visit {

    private static final Logger logger = LoggerFactory.getLogger(Visit.class);
    private static final Pattern NAME = Pattern.compile("\\s*([a-z-]{1,40}(:[a-z-]{1,40})?)(\\s.*)?");
    private static final int CHUNK_BYTES = 8192;

    private final DataInputStream in;
    private final DataOutputStream out;

    Visit(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(out);
    }

    /** @throws IOException when the operator has gone in the middle of something */
    void serve(SessionFactory factory) throws IOException {
        PrintStream screen =
                new PrintStream(new BufferedOutputStream(new Screen(), CHUNK_BYTES), false, StandardCharsets.UTF_8);
        Session session = factory.create(new Keyboard(), screen, screen);
        try {
            session.put(Session.SCOPE, "connectme:shell:bundle:*");
            while (true) {
                Frame frame = Frame.readFrom(in);
                if (frame.kind() != Kind.COMMAND) {
                    throw new IOException("A command was expected, not " + frame.kind());
                }
                boolean done = asOperator(() -> execute(session, frame.text(), screen));
                screen.flush();
                new Frame(done ? Kind.DONE : Kind.FAILED, "").writeTo(out);
            }
        } catch (EOFException e) {
            logger.debug("The operator has left the shell.");
        } finally {
            session.close();
        }
    }

    /** Whoever may open the socket owns this server; the container's own commands ask for roles. */
    private static boolean asOperator(PrivilegedAction<Boolean> action) {
        Subject operator = new Subject();
        Stream.of("admin", "manager", "viewer", "systembundles")
                .map(RolePrincipal::new)
                .forEach(operator.getPrincipals()::add);
        return Subject.doAs(operator, action);
    }

    private static boolean execute(Session session, String command, PrintStream screen) {
        Matcher name = NAME.matcher(command);
        // Arguments are left out: they may be somebody's address.
        logger.info("Operator's shell: {}", name.matches() ? name.group(1) : "a line");
        try {
            Object result = session.execute(command);
            if (result != null) {
                screen.println(result);
            }
            return true;
        } catch (Exception e) { // whatever a command throws is for the operator to read
            screen.println(e.getMessage() == null ? e.toString() : e.getMessage());
            return false;
        }
    }

    private final class Screen extends OutputStream {

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int sent = 0; sent < length; sent += CHUNK_BYTES) {
                byte[] chunk = new byte[Math.min(CHUNK_BYTES, length - sent)];
                System.arraycopy(bytes, offset + sent, chunk, 0, chunk.length);
                new Frame(Kind.OUTPUT, chunk).writeTo(out);
            }
        }
    }

    /** Asks the operator for one line at a time, when a command wants one. */
    private final class Keyboard extends InputStream {

        private byte[] line = {};
        private int next;

        @Override
        public int read() throws IOException {
            if (next == line.length) {
                new Frame(Kind.ASK, "").writeTo(out);
                line = (Frame.readFrom(in).text() + "\n").getBytes(StandardCharsets.UTF_8);
                next = 0;
            }
            return line[next++] & 0xff;
        }
    }
}
