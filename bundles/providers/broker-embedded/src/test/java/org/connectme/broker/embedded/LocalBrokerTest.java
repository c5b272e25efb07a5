package org.connectme.broker.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalBrokerTest {

    private static final long BOUND_MILLIS = 10_000;

    @TempDir
    private Path folder;

    @Test
    void aMessageArrives() throws IOException {
        try (LocalBroker broker = LocalBroker.start(folder)) {
            send(broker.connections(), "there is work");

            assertThat(receive(broker.connections())).isEqualTo("there is work");
        }
    }

    @Test
    void aMessageSurvivesTheBrokersRestart() throws IOException {
        try (LocalBroker broker = LocalBroker.start(folder)) {
            send(broker.connections(), "for later");
        }

        try (LocalBroker broker = LocalBroker.start(folder)) {
            assertThat(receive(broker.connections())).isEqualTo("for later");
        }
    }

    @Test
    void aMessageSurvivesAKilledProcess() throws IOException, InterruptedException {
        Process sender = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sender.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = sender.inputReader()) {
            assertThat(output.readLine()).isEqualTo("sent");
        } finally {
            sender.destroyForcibly();
            assertThat(sender.waitFor(BOUND_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        }

        try (LocalBroker broker = LocalBroker.start(folder)) {
            assertThat(receive(broker.connections())).isEqualTo("last words");
        }
    }

    @Test
    void theConnectionsOfAStoppedBrokerFail() throws IOException {
        LocalBroker broker = LocalBroker.start(folder);
        broker.close();

        assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> send(broker.connections(), "too late"));
    }

    private static void send(ConnectionFactory connections, String text) {
        try (JMSContext context = connections.createContext()) {
            context.createProducer().send(context.createQueue("work"), text);
        }
    }

    private static @Nullable String receive(ConnectionFactory connections) {
        try (JMSContext context = connections.createContext()) {
            Message message =
                    context.createConsumer(context.createQueue("work")).receive(BOUND_MILLIS);
            return message == null ? null : message.getBody(String.class);
        } catch (JMSException e) {
            throw new AssertionError("The message has no text", e);
        }
    }

    /** A process that sends one message and then waits to be killed. */
    static final class Sender {

        private Sender() {}

        public static void main(String[] arguments) throws IOException {
            LocalBroker broker = LocalBroker.start(Path.of(arguments[0]));
            send(broker.connections(), "last words");
            System.out.println("sent");
            System.in.read();
        }
    }
}
