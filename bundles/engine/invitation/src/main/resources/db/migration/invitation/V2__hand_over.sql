-- The newest one-time address of a consultation, from the desktop app to a browser.
CREATE TABLE hand_over (
    consultation uuid PRIMARY KEY REFERENCES access ON DELETE CASCADE,
    token_hash   text        NOT NULL UNIQUE,
    until        timestamptz NOT NULL
);
