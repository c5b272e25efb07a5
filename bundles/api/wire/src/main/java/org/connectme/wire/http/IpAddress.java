package org.connectme.wire.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads network addresses in figures. Never asks a name server. */
public final class IpAddress {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final int NETWORK_BYTES = 8;

    private IpAddress() {}

    /** The 4 or 16 bytes; IPv4 mapped into IPv6 is IPv4. Empty for what is no address in figures. */
    public static Optional<byte[]> bytes(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!IPV4.matcher(bare).matches() && !IPV6.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * What a limit counts by: the address itself, or of an IPv6 address its first 64 bits, for that is the least that
     * one customer of a network gets (RFC 6177), who can come from any address in it.
     */
    public static String network(String address) {
        return bytes(address)
                .map(bytes -> HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK_BYTES)))
                .orElse(address);
    }
}
