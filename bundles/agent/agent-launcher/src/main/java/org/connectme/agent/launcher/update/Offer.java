package org.connectme.agent.launcher.update;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;

/** What a server has of the app, within bounds of time and size. Whether to believe it is others' to decide. */
final class Offer implements Store.Source {

    private static final String PATH = "/api/app/";
    private static final int CONNECT_MILLIS = 10_000;
    private static final int SILENCE_MILLIS = 30_000;
    private static final long LONGEST_NANOS = 900_000_000_000L;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final URI server;

    /** @param server scheme, host and port */
    Offer(URI server) {
        this.server = server;
    }

    /** @return the signed set as it came; empty if the server offers none */
    Optional<byte[]> set() throws IOException {
        HttpURLConnection connection = connect("set");
        try {
            if (connection.getResponseCode() == NOT_FOUND) {
                return Optional.empty();
            }
            try (InputStream in = body(connection)) {
                return Optional.of(in.readNBytes(AppSet.LONGEST + 1));
            }
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public InputStream open(AppSet.Entry entry) throws IOException {
        return body(connect("bundles/" + entry.sha256()));
    }

    private HttpURLConnection connect(String what) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) server.resolve(PATH + what).toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(SILENCE_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        return connection;
    }

    private static InputStream body(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() != OK) {
            throw new IOException("HTTP " + connection.getResponseCode());
        }
        long end = System.nanoTime() + LONGEST_NANOS;
        return new FilterInputStream(connection.getInputStream()) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                if (System.nanoTime() - end > 0) {
                    throw new IOException("it takes too long");
                }
                return super.read(into, from, length);
            }
        };
    }
}
