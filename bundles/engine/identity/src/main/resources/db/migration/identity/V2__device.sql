-- Browsers in which a consultant signed in before, so that others' failures do not lock them out.
CREATE TABLE device (
    secret_hash text PRIMARY KEY,
    consultant  uuid        NOT NULL REFERENCES consultant ON DELETE CASCADE,
    used        timestamptz NOT NULL
);
CREATE INDEX device_by_consultant ON device (consultant, used);
