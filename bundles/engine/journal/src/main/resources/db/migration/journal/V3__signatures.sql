-- The public half of every key that ever signed here. Never deleted: old signatures are checked with it.
CREATE TABLE node_key (
    id    text PRIMARY KEY,
    node  text NOT NULL,
    since timestamptz NOT NULL,
    spki  text NOT NULL
);

-- A node's signature under a head of a consultation, written within a second after the append. Each covers all
-- entries before it, so what came in between needs none of its own.
CREATE TABLE signature (
    consultation uuid NOT NULL,
    length       integer NOT NULL,
    key          text NOT NULL,
    head         text NOT NULL,
    at           timestamptz NOT NULL,
    signature    text NOT NULL,
    PRIMARY KEY (consultation, length, key)
);

-- The newest head that a side's page has confirmed.
CREATE TABLE received (
    consultation uuid NOT NULL,
    side         text NOT NULL,
    length       integer NOT NULL,
    head         text NOT NULL,
    at           timestamptz NOT NULL,
    PRIMARY KEY (consultation, side)
) WITH (fillfactor = 70);
