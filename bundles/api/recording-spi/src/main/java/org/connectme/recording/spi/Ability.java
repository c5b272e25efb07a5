package org.connectme.recording.spi;

/** What not every store can do. A provider that does not name one is never asked for it. */
public enum Ability {
    /** Nothing of a recording lies anywhere in clear, and its key can be changed ({@link RecordingStore#rotate}). */
    KEY_ROTATION,
    /** Is told until when a recording is kept, for rules of its own ({@link RecordingStore#retain}). */
    RETENTION
}
