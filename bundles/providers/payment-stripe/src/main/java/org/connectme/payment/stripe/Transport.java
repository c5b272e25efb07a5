package org.connectme.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.stripe.exception.ApiConnectionException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One request is one attempt, and it is known whether any of it was sent. Neither stripe-java's repeats nor the JDK's
 * (which sends a POST again when its connection breaks) happen here: what to repeat is the host's decision. Each request
 * has a connection of its own, so that none meets one that the service has already closed.
 */
final class Transport extends HttpClient {

    private static final int LONGEST_ANSWER = 8 * 1024 * 1024;
    private static final String REFUSED_KEY = "{\"error\":{\"type\":\"invalid_request_error\"}}";

    /** Nothing was sent. */
    static final class NeverSent extends ApiConnectionException {

        private static final long serialVersionUID = 1;

        NeverSent(String why) {
            super(why);
        }
    }

    private final Duration toConnect;
    private final Duration toAnswer;

    /** @param toAnswer for the whole answer, counted from when the request was sent */
    Transport(Duration toConnect, Duration toAnswer) {
        this.toConnect = toConnect;
        this.toAnswer = toAnswer;
    }

    Duration toConnect() {
        return toConnect;
    }

    Duration toAnswer() {
        return toAnswer;
    }

    /** Without stripe-java's telemetry, which tells later requests how long earlier ones took. */
    @Override
    public StripeResponse requestWithTelemetry(StripeRequest request) throws ApiConnectionException {
        return request(request);
    }

    @Override
    public StripeResponse requestWithRetries(StripeRequest request) throws ApiConnectionException {
        return request(request);
    }

    @Override
    public StripeResponse request(StripeRequest request) throws ApiConnectionException {
        HttpURLConnection connection = connect(request);
        try {
            send(request, connection);
            return answer(connection);
        } catch (IOException e) {
            // The cause is left out: its message can quote what came.
            throw new ApiConnectionException("no answer: " + e.getClass().getSimpleName());
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection connect(StripeRequest request) throws NeverSent {
        if (Thread.currentThread().isInterrupted()) {
            throw new NeverSent("interrupted");
        }
        try {
            HttpURLConnection connection = (HttpURLConnection) request.url().openConnection();
            connection.setConnectTimeout((int) toConnect.toMillis());
            connection.setReadTimeout((int) toAnswer.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestMethod(request.method().name());
            request.headers()
                    .map()
                    .forEach((name, values) -> values.forEach(value -> {
                        connection.setRequestProperty(name, value);
                    }));
            connection.setRequestProperty("Connection", "close");
            if (request.content() != null) {
                connection.setRequestProperty("Content-Type", request.content().contentType());
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(request.content().byteArrayContent().length);
            }
            connection.connect();
            return connection;
        } catch (IOException e) {
            throw new NeverSent("no connection: " + e.getClass().getSimpleName());
        }
    }

    private static void send(StripeRequest request, HttpURLConnection connection) throws IOException {
        if (request.content() != null) {
            try (OutputStream out = connection.getOutputStream()) {
                out.write(request.content().byteArrayContent());
            }
        }
    }

    private StripeResponse answer(HttpURLConnection connection) throws IOException {
        long deadline = System.nanoTime() + toAnswer.toNanos();
        int status = connection.getResponseCode();
        if (status < 0) {
            throw new IOException("not HTTP");
        }
        if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
            // The JDK keeps its body to itself when the request was streamed.
            return new StripeResponse(status, headers(connection.getHeaderFields()), REFUSED_KEY);
        }
        InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        for (int read = 0; body != null && read >= 0; read = body.read(some)) {
            bytes.write(some, 0, read);
            if (bytes.size() > LONGEST_ANSWER) {
                throw new IOException("endless answer");
            }
            if (System.nanoTime() > deadline) {
                throw new SocketTimeoutException("slow answer");
            }
        }
        long promised = connection.getContentLengthLong();
        if (promised >= 0 && bytes.size() != promised) {
            throw new EOFException("cut answer");
        }
        return new StripeResponse(status, headers(connection.getHeaderFields()), bytes.toString(UTF_8));
    }

    private static HttpHeaders headers(Map<String, List<String>> fields) {
        // The status line stands under null.
        return HttpHeaders.of(fields.entrySet().stream()
                .filter(field -> field.getKey() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
