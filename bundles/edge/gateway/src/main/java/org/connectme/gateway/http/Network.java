package org.connectme.gateway.http;

import org.connectme.wire.http.IpAddress;

/** One address, or all that share its first bits. */
record Network(byte[] address, int bits) {

    /** @throws IllegalArgumentException for what is neither an address nor a network */
    static Network of(String text) {
        int slash = text.indexOf('/');
        byte[] address = IpAddress.bytes(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("Not an address or network: " + text));
        int all = address.length * 8;
        int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException("Not a network: " + text);
        }
        return new Network(address, bits);
    }

    boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if (((address[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
