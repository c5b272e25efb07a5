package org.connectme.payment.spi;

/** Why a card was refused, as far as the service tells. */
public enum Decline {
    GENERIC,
    INSUFFICIENT_FUNDS,
    EXPIRED_CARD,
    WRONG_SECURITY_CODE,
    PROCESSING_ERROR,
    AUTHENTICATION_FAILED,
    /** The bank wants the cardholder's confirmation, and nobody is there to give it. */
    AUTHENTICATION_REQUIRED,
    LOST_OR_STOLEN,
    NOT_SUPPORTED
}
