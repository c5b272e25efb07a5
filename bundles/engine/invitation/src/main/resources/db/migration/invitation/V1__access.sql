-- Token and code follow from the nonce and the operator's master key; neither stands here.
CREATE TABLE access (
    consultation  uuid PRIMARY KEY,
    nonce         uuid        NOT NULL,
    token_hash    text        NOT NULL UNIQUE,
    code_hmac     text        NOT NULL UNIQUE,
    length        int         NOT NULL,
    expires_at    timestamptz NOT NULL,
    session_until timestamptz NOT NULL,
    revoked       boolean     NOT NULL
);

CREATE TABLE session (
    secret_hash  text PRIMARY KEY,
    consultation uuid        NOT NULL REFERENCES access ON DELETE CASCADE,
    created      timestamptz NOT NULL
);
CREATE INDEX session_by_consultation ON session (consultation);

-- Tries of access codes. The address stands here as HMAC only.
CREATE TABLE attempt (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    address text        NOT NULL,
    at      timestamptz NOT NULL,
    wrong   boolean     NOT NULL DEFAULT true
);
CREATE INDEX attempt_by_age ON attempt (at);

-- Mail that is on its way: how often it was tried, and when it may be tried again.
CREATE TABLE mailing (
    consultation uuid        NOT NULL,
    kind         text        NOT NULL,
    cause        int         NOT NULL,
    attempts     int         NOT NULL,
    next_at      timestamptz NOT NULL,
    PRIMARY KEY (consultation, kind, cause)
);
