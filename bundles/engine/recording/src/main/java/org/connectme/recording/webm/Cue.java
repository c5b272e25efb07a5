package org.connectme.recording.webm;

/**
 * Where a player may begin.
 *
 * @param position of a cluster in the file
 */
public record Cue(long millis, long position) {}
