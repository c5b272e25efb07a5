package org.connectme.recording.webm;

/**
 * One picture or piece of sound.
 *
 * @param millis since the take's beginning
 * @param isKey  can be decoded without what came before
 * @param frame  as the codec made it
 */
public record Block(boolean isVideo, long millis, boolean isKey, byte[] frame) {}
