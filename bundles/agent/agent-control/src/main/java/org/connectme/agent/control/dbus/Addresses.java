package org.connectme.agent.control.dbus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where the session's bus is: D-Bus Specification, "Server Addresses". Pure. */
final class Addresses {

    private static final int LONGEST_SOCKET_NAME = 107;

    private Addresses() {}

    /** The names of sockets, in the order in which they are to be tried; one that is no file begins with a NUL. */
    static List<byte[]> of(Map<String, String> environment) {
        List<byte[]> found = new ArrayList<>();
        for (String address :
                environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "").split(";")) {
            if (address.startsWith("unix:")) {
                for (String setting : address.substring("unix:".length()).split(",")) {
                    if (setting.startsWith("path=")) {
                        add(found, unescaped(setting.substring("path=".length()), false));
                    } else if (setting.startsWith("abstract=")) {
                        add(found, unescaped(setting.substring("abstract=".length()), true));
                    }
                }
            }
        }
        String folder = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (found.isEmpty() && !folder.isEmpty()) {
            add(found, (folder + "/bus").getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }

    private static void add(List<byte[]> found, byte[] name) {
        if (name.length > 0 && name.length <= LONGEST_SOCKET_NAME) {
            found.add(name);
        }
    }

    private static byte[] unescaped(String value, boolean isAbstract) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        if (isAbstract) {
            name.write(0);
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (bytes[i] == '%' && high >= 0 && low >= 0) {
                name.write(high << 4 | low);
                i += 2;
            } else {
                name.write(bytes[i]);
            }
        }
        return name.toByteArray();
    }
}
