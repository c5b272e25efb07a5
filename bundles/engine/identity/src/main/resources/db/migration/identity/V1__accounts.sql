CREATE TABLE consultant (
    id                 uuid PRIMARY KEY,
    email              text        NOT NULL UNIQUE,
    password_hash      text        NOT NULL,
    availability       text        NOT NULL,
    availability_since timestamptz NOT NULL,
    display_name       text        NOT NULL,
    greeting           text        NOT NULL,
    zone               text        NOT NULL,
    seller_name        text        NOT NULL,
    seller_address     text        NOT NULL,
    seller_tax_number  text        NOT NULL,
    terms              text        NOT NULL,
    privacy            text        NOT NULL,
    waiver             text        NOT NULL,
    demo_plan_due      boolean     NOT NULL DEFAULT false,
    created            timestamptz NOT NULL
);

CREATE TABLE session (
    secret_hash text PRIMARY KEY,
    consultant  uuid        NOT NULL REFERENCES consultant ON DELETE CASCADE,
    expires     timestamptz NOT NULL,
    created     timestamptz NOT NULL
);
CREATE INDEX session_by_consultant ON session (consultant);
CREATE INDEX session_by_expiry ON session (expires);

-- Account and address stand here as HMAC only.
CREATE TABLE attempt (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    purpose text        NOT NULL,
    account text        NOT NULL,
    address text        NOT NULL,
    at      timestamptz NOT NULL
);
CREATE INDEX attempt_by_account ON attempt (purpose, account, at);
CREATE INDEX attempt_by_address ON attempt (purpose, address, at);
CREATE INDEX attempt_by_age ON attempt (at);

CREATE TABLE password_reset (
    token_hash text PRIMARY KEY,
    consultant uuid        NOT NULL REFERENCES consultant ON DELETE CASCADE,
    expires    timestamptz NOT NULL
);
