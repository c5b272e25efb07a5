package org.connectme.gateway.socket;

/** Close codes of RFC 6455, section 7.4.1, and of IANA's registry. */
final class StandardCloseCode {

    static final int TEXT_ONLY = 1003;
    static final int NOT_UTF_8 = 1007;
    static final int SERVER_ERROR = 1011;
    static final int SERVICE_RESTART = 1012;
    static final int TRY_AGAIN_LATER = 1013;

    private StandardCloseCode() {}
}
