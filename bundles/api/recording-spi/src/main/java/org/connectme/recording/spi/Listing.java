package org.connectme.recording.spi;

import java.util.List;
import java.util.Optional;

/**
 * One page of what a store has.
 *
 * @param recordings at most 1,000, each recording exactly once over all pages
 * @param next       cursor of the next page; empty on the last
 */
public record Listing(List<Stored> recordings, Optional<String> next) {

    /** Takes a copy. */
    public Listing {
        recordings = List.copyOf(recordings);
    }
}
