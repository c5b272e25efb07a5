package org.connectme.agent.core;

/**
 * One picture. It is used again for the next one: who needs it later than now copies it.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb row by row, 0xRRGGBB in each; at least width x height long
 */
public record Frame(int width, int height, int[] rgb) {}
