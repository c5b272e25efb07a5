package org.connectme.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.connectme.mail.spi.MailTransport.Delivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a mail for each answer of RFC 5321, from a server that says what it is told to say. */
@Timeout(60)
class AnswersTest {

    private static final String HANG_UP = "";
    private static final String SILENCE = "...";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RCPT|550 5.1.1 No such user",
                "RCPT|552 5.2.2 Mailbox full",
                "RCPT|553 5.1.3 Bad address",
                "MAIL|550 5.7.1 Sender not allowed",
                "DATA|554 5.6.0 Content refused",
                ".|554 5.7.1 Looks like spam",
            })
    void aRefusalForGoodComesWithTheServersReason(String command, String answer) throws Exception {
        assertThat(sendTo(Map.of(command, answer)))
                .isInstanceOfSatisfying(
                        Delivery.Refused.class,
                        refused -> assertThat(refused.reason()).contains(answer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RCPT|450 4.2.1 cem@example.org is greylisted",
                "RCPT|452 4.2.2 Mailbox full just now",
                "MAIL|421 4.3.2 Going down",
                "MAIL|530 5.7.0 Authentication required",
                "DATA|451 4.3.0 Try later",
                ".|452 4.3.1 No space",
            })
    void whatIsNotForGoodIsTriedLaterAndTheReasonNamesNobody(String command, String answer) throws Exception {
        assertThat(sendTo(Map.of(command, answer)))
                .isInstanceOfSatisfying(
                        Delivery.Later.class,
                        later -> assertThat(later.reason()).doesNotContain("cem@example.org"));
    }

    @Test
    void aConnectionThatBreaksIsTriedLater() throws Exception {
        assertThat(sendTo(Map.of("RCPT", HANG_UP))).isInstanceOf(Delivery.Later.class);
        assertThat(sendTo(Map.of(".", HANG_UP))).isInstanceOf(Delivery.Later.class);
    }

    @Test
    void aServerThatFallsSilentIsNotWaitedForLongerThanTheTimeout() throws Exception {
        long start = System.nanoTime();

        assertThat(sendTo(Map.of("MAIL", SILENCE))).isInstanceOf(Delivery.Later.class);

        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }

    @Test
    void aServerWithNothingAgainstItTakesTheMail() throws Exception {
        assertThat(sendTo(Map.of())).isEqualTo(new Delivery.Accepted());
    }

    private static Delivery sendTo(Map<String, String> answers) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> serve(server, answers), "smtp-answers");
            thread.start();
            Delivery delivery = new SmtpTransport(Configured.plain(server.getLocalPort())).send(Configured.mail("m"));
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
            return delivery;
        }
    }

    private static void serve(ServerSocket server, Map<String, String> answers) {
        try (Socket socket = server.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = socket.getOutputStream()) {
            say(out, "220 hello");
            boolean isData = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (isData && !line.equals(".")) {
                    continue;
                }
                String command = line.equals(".") ? "." : line.substring(0, Math.min(4, line.length()));
                String answer = answers.getOrDefault(command, usual(command));
                isData = command.equals("DATA") && answer.startsWith("354");
                if (answer.equals(HANG_UP)) {
                    return;
                }
                if (!answer.equals(SILENCE)) {
                    say(out, answer);
                }
            }
        } catch (SocketException e) {
            assertThat(e).as("the client may go without a word").isNotNull();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String usual(String command) {
        return switch (command) {
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 ok";
        };
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
