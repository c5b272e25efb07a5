package org.connectme.core.journal;

import java.time.Instant;
import org.connectme.core.event.Event;

/**
 * One line of a journal.
 *
 * @param seq  position, counted from 1 without gaps
 * @param at   server time of the append; never before the entry before it
 * @param hash SHA-256, hex, over the entry's stored bytes and the hash before it; see {@link Chain}
 */
public record Entry(int seq, Instant at, Event event, String hash) {}
