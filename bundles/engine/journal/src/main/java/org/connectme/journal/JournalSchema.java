package org.connectme.journal;

import org.connectme.database.Database;
import org.jdbi.v3.core.Jdbi;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The tables, migrated once for all components of this bundle, none of which is there before. Thread-safe. */
@Component(service = JournalSchema.class)
public final class JournalSchema {

    private final Jdbi jdbi;

    @Activate
    public JournalSchema(@Reference Database database) {
        this.jdbi = database.open("journal", JournalSchema.class);
    }

    Jdbi jdbi() {
        return jdbi;
    }
}
