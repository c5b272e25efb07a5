-- One row a journal. An append changes length, head and last_at only, and none of them is indexed, so that such an
-- update stays within its page.
CREATE TABLE consultation (
    id         uuid PRIMARY KEY,
    length     integer NOT NULL,
    head       text NOT NULL,
    last_at    timestamptz NOT NULL,
    consultant uuid,
    starts_at  timestamptz,
    closed_at  timestamptz,
    erased     boolean NOT NULL DEFAULT false
) WITH (fillfactor = 70);

CREATE INDEX consultation_of_consultant ON consultation (consultant, starts_at);
CREATE INDEX consultation_open ON consultation (starts_at) WHERE closed_at IS NULL;

-- Only ever inserted into, and only together with the update of its consultation, which a foreign key would check
-- once more for every row.
CREATE TABLE entry (
    consultation uuid NOT NULL,
    seq          integer NOT NULL,
    at           timestamptz NOT NULL,
    type         text NOT NULL,
    json         text NOT NULL,
    hash         text NOT NULL,
    PRIMARY KEY (consultation, seq)
);

-- The key of a consultation's personal fields, sealed by the vault. Deleting the row erases them.
CREATE TABLE consultation_key (
    consultation uuid PRIMARY KEY,
    sealed_key   bytea NOT NULL
);

-- Which master key all sealed keys depend on.
CREATE TABLE master_key (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    fingerprint text NOT NULL
);

CREATE TABLE sequence (
    name text PRIMARY KEY,
    next bigint NOT NULL
);

-- Every append leaves a row here, in its own transaction; a dispatcher turns it into work for every reaction. So an
-- append costs one row, however many reactions there are.
CREATE TABLE grown (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consultation uuid NOT NULL
);

-- Reactions that were ever registered. spread: every consultation that was there before has its row in wake.
CREATE TABLE reaction (
    name   text PRIMARY KEY,
    spread boolean NOT NULL DEFAULT false
);

-- When which reaction is to look at which journal. While a call runs, due is null and lease names the dispatcher, so
-- that a due time noted meanwhile is not lost. due is the timeline's time, lease_until the database's.
CREATE TABLE wake (
    consultation uuid NOT NULL,
    reaction     text NOT NULL,
    due          timestamptz,
    failures     integer NOT NULL DEFAULT 0,
    parked       boolean NOT NULL DEFAULT false,
    problem      text,
    lease        uuid,
    lease_until  timestamptz,
    PRIMARY KEY (consultation, reaction)
) WITH (fillfactor = 70);

CREATE INDEX wake_due ON wake (reaction, due) WHERE due IS NOT NULL AND lease IS NULL;
CREATE INDEX wake_leased ON wake (lease_until) WHERE lease IS NOT NULL;
CREATE INDEX wake_parked ON wake (consultation) WHERE parked;

-- The last sign of life of every node.
CREATE TABLE alive (
    node text PRIMARY KEY,
    at   timestamptz NOT NULL
);
