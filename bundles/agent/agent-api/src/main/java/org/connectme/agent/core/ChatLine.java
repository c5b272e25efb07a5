package org.connectme.agent.core;

import java.time.Instant;

/**
 * Something that was said in writing.
 *
 * @param mine said by the person in front of this app
 * @param at by this computer's own clock
 */
public record ChatLine(String id, boolean mine, String text, Instant at) {}
