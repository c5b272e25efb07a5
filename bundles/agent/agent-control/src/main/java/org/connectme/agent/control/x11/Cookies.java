package org.connectme.agent.control.x11;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The user's file of secrets for displays, as Xau(3) describes it. */
final class Cookies {

    static final String METHOD = "MIT-MAGIC-COOKIE-1";

    private Cookies() {}

    /**
     * Those that may fit this display, in the file's order. The host's name in an entry is not compared: it is the one of
     * the day of the sign-in, and a cookie too many does no harm.
     */
    static List<byte[]> of(DisplayName display, Map<String, String> environment) throws IOException {
        Path file = Path.of(environment.getOrDefault(
                "XAUTHORITY", environment.getOrDefault("HOME", System.getProperty("user.home")) + "/.Xauthority"));
        return Files.isReadable(file) ? read(Files.readAllBytes(file), display.number()) : List.of();
    }

    static List<byte[]> read(byte[] file, int number) throws IOException {
        List<byte[]> cookies = new ArrayList<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        while (in.available() > 0) {
            in.readUnsignedShort(); // kind of address
            field(in);
            String display = new String(field(in), StandardCharsets.US_ASCII);
            String method = new String(field(in), StandardCharsets.US_ASCII);
            byte[] cookie = field(in);
            if (method.equals(METHOD) && (display.isEmpty() || display.equals(Integer.toString(number)))) {
                cookies.add(cookie);
            }
        }
        return cookies;
    }

    private static byte[] field(DataInputStream in) throws IOException {
        byte[] field = new byte[in.readUnsignedShort()];
        in.readFully(field);
        return field;
    }
}
