package org.connectme.gateway.socket;

/** Writes what goes to a page. */
final class Frames {

    private Frames() {}

    /** @param session base64url, which needs no escape */
    static String welcome(int version, String session, boolean resumed, long seen, long heartbeatSeconds) {
        return "{\"t\":\"welcome\",\"version\":" + version + ",\"session\":\"" + session + "\",\"resumed\":" + resumed
                + ",\"seen\":" + seen + ",\"heartbeatSeconds\":" + heartbeatSeconds + "}";
    }

    static String numbered(long number, long acknowledged, String message) {
        return "{\"n\":" + number + ",\"a\":" + acknowledged + ",\"m\":" + message + "}";
    }

    static String unnumbered(long acknowledged, String message) {
        return "{\"a\":" + acknowledged + ",\"m\":" + message + "}";
    }

    static String acknowledgement(long acknowledged) {
        return "{\"a\":" + acknowledged + "}";
    }
}
