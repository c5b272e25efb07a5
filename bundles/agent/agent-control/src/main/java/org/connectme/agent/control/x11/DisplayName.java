package org.connectme.agent.control.x11;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which display: {@code [host]:number[.screen]}.
 *
 * @param host empty for this computer
 */
record DisplayName(String host, int number) {

    private static final int FIRST_PORT = 6000;
    private static final Pattern FORM = Pattern.compile("(?:([^:/]*)|unix):(\\d{1,5})(?:\\.\\d+)?");

    /** @param name as in the environment variable DISPLAY */
    static DisplayName parse(String name) throws IOException {
        Matcher form = FORM.matcher(name);
        if (!form.matches()) {
            throw new IOException("no display's name: " + name);
        }
        String host = form.group(1) == null || form.group(1).equals("unix") ? "" : form.group(1);
        return new DisplayName(host, Integer.parseInt(form.group(2)));
    }

    SocketAddress address() {
        return host.isEmpty()
                ? UnixDomainSocketAddress.of("/tmp/.X11-unix/X" + number)
                : new InetSocketAddress(host, FIRST_PORT + number);
    }

    @Override
    public String toString() {
        return host + ":" + number;
    }
}
