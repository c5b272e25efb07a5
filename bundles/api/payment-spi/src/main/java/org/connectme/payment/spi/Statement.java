package org.connectme.payment.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One page of what a service has in its books.
 *
 * @param lines at most 100
 * @param next  cursor of the next page; empty on the last
 */
public record Statement(List<Line> lines, Optional<String> next) {

    /** Takes a copy. */
    public Statement {
        lines = List.copyOf(lines);
    }

    /**
     * A payment as it is now.
     *
     * @param consultation our reference as it was sent; empty for a payment that is not ours
     * @param operation    the key that began it; empty for a payment that is not ours
     * @param createdAt    by the service's clock
     */
    public record Line(Payment payment, Optional<String> consultation, Optional<String> operation, Instant createdAt) {}
}
