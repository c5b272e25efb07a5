-- What has arrived of each recording; that there is one, and what became of it, the journal says.
CREATE TABLE recording (
    recording uuid PRIMARY KEY,
    consultation uuid NOT NULL,
    consultant uuid NOT NULL,
    store text NOT NULL,
    began timestamptz NOT NULL,
    -- the take that bytes are taken of, and how far its stream was read
    take integer NOT NULL DEFAULT 1,
    received bigint NOT NULL DEFAULT 0,
    head_read boolean NOT NULL DEFAULT false,
    video_number smallint NOT NULL DEFAULT 0,
    audio_number smallint NOT NULL DEFAULT 0,
    cluster_millis bigint NOT NULL DEFAULT -1,
    video_millis bigint NOT NULL DEFAULT -1,
    audio_millis bigint NOT NULL DEFAULT -1,
    -- the file: its tracks, its length so far in bytes, the last cluster's time, and how long it plays
    tracks bytea,
    length bigint NOT NULL DEFAULT 0,
    base_millis bigint NOT NULL DEFAULT 0,
    plays_millis bigint NOT NULL DEFAULT 0,
    finished boolean NOT NULL DEFAULT false,
    sealed_at timestamptz,
    sha256 text,
    deleted_at timestamptz
);

CREATE INDEX recording_consultant ON recording (consultant, began);
CREATE INDEX recording_consultation ON recording (consultation);

-- Where a player may begin.
CREATE TABLE cue (
    recording uuid NOT NULL REFERENCES recording ON DELETE CASCADE,
    position bigint NOT NULL,
    millis bigint NOT NULL,
    PRIMARY KEY (recording, position)
);

-- For how long a consultant keeps recordings. No row: until they are deleted.
CREATE TABLE keeping (
    consultant uuid PRIMARY KEY,
    days integer NOT NULL
);
