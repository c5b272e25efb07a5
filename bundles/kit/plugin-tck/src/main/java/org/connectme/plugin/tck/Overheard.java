package org.connectme.plugin.tck;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Reads along what is written to standard output and error and to java.util.logging, until it is closed. */
final class Overheard implements AutoCloseable {

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

    Overheard() {
        System.setOut(both(out));
        System.setErr(both(err));
        root.addHandler(handler);
    }

    String text() {
        System.out.flush();
        System.err.flush();
        return heard.toString(StandardCharsets.UTF_8);
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
