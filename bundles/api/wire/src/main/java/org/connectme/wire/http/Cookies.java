package org.connectme.wire.http;

/** Names of the cookies; over HTTPS they carry the {@code __Host-} prefix. */
public final class Cookies {

    private static final String CONSULTANT = "connectme-consultant";
    private static final String CUSTOMER = "connectme-customer";
    private static final String DEVICE = "connectme-device";

    private Cookies() {}

    public static String consultant(boolean secure) {
        return name(CONSULTANT, secure);
    }

    public static String customer(boolean secure) {
        return name(CUSTOMER, secure);
    }

    /** Of a browser in which a consultant signed in before; opens nothing by itself. */
    public static String device(boolean secure) {
        return name(DEVICE, secure);
    }

    /** A Set-Cookie value. @param maxAgeSeconds 0 removes it */
    public static String set(String name, String value, long maxAgeSeconds, boolean secure) {
        return name + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + maxAgeSeconds
                + (secure ? "; Secure" : "");
    }

    private static String name(String name, boolean secure) {
        return secure ? "__Host-" + name : name;
    }
}
