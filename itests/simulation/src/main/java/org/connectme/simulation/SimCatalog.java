package org.connectme.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.Journal;

/** Finds the world's journals in the plainest way. */
record SimCatalog(Journal journal, Set<ConsultationId> all) implements Catalog {

    @Override
    public List<ConsultationId> of(ConsultantId consultant, Instant from, Instant to) {
        return List.copyOf(all);
    }

    @Override
    public List<ConsultationId> open() {
        return List.copyOf(all);
    }

    @Override
    public Set<ConsultationId> having(Set<String> kinds, Instant from, Instant to) {
        return all.stream()
                .filter(id -> journal.read(id).entries().stream()
                        .anyMatch(entry -> kinds.contains(entry.event().type())
                                && !entry.at().isBefore(from)
                                && entry.at().isBefore(to)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
