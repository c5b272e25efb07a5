CREATE TABLE outbox (
    id        text PRIMARY KEY,
    at        timestamptz NOT NULL DEFAULT now(),
    sender    text        NOT NULL,
    recipient text        NOT NULL,
    subject   text        NOT NULL,
    text      text        NOT NULL,
    html      text        NOT NULL
);
CREATE INDEX outbox_by_sender ON outbox (sender, at);
CREATE INDEX outbox_by_age ON outbox (at);
