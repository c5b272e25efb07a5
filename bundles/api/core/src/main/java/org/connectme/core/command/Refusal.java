package org.connectme.core.command;

/**
 * Why something was not done. Nothing changed.
 *
 * @param code   stable, such as "meter.side-offline"; pages translate it
 * @param detail one English sentence for an API's reader: what is wrong and what to do
 */
public record Refusal(Kind kind, String code, String detail) {

    /** Each becomes one HTTP status (RFC 9110). */
    public enum Kind {
        /** 422: a value is wrong. */
        INVALID,
        /** 401: nobody is signed in. */
        UNAUTHENTICATED,
        /** 403: not for this actor. */
        FORBIDDEN,
        /** 404: not there, or not yours, which look alike. */
        NOT_FOUND,
        /** 409: right, but not in this state. */
        CONFLICT,
        /** 429. */
        TOO_MANY,
        /** 503: try again in a moment. */
        UNAVAILABLE
    }
}
