package org.connectme.plugin.tck.shared;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Reads along what is written to standard output and error and to java.util.logging, until it is closed. */
public final class Overheard implements AutoCloseable {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Logger root = LogManager.getLogManager().getLogger("");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            heard.writeBytes(new SimpleFormatter().format(record).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public Overheard() {
        System.setOut(both(out));
        System.setErr(both(err));
        root.addHandler(handler);
    }

    /** What was heard until now. */
    public String text() {
        System.out.flush();
        System.err.flush();
        return heard.toString(StandardCharsets.UTF_8);
    }

    /** What a call came to, as a log would have it: its answer or its exception with all causes. */
    public static String said(Callable<?> call) {
        try {
            return String.valueOf(call.call());
        } catch (Exception e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            return trace.toString();
        }
    }

    private PrintStream both(PrintStream stream) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        heard.write(b);
                        stream.write(b);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        heard.write(bytes, offset, length);
                        stream.write(bytes, offset, length);
                    }

                    @Override
                    public void flush() {
                        stream.flush();
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        root.removeHandler(handler);
        System.setErr(err);
        System.setOut(out);
    }
}
