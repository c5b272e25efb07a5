package org.connectme.identity;

import org.connectme.database.Database;
import org.jdbi.v3.core.Jdbi;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The schema "identity", brought up to date once for all components of this bundle. */
@Component(service = Tables.class)
public final class Tables {

    private final Jdbi jdbi;

    @Activate
    public Tables(@Reference Database database) {
        this.jdbi = database.open("identity", Tables.class);
    }

    Jdbi jdbi() {
        return jdbi;
    }
}
