package org.connectme.identity;

import java.util.Optional;
import org.connectme.core.account.Authenticator;
import org.connectme.core.command.Actor;
import org.connectme.core.journal.Timeline;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Knows consultants by the cookie of their session. */
@Component(property = Authenticator.KIND_CONSULTANT)
public final class ConsultantSessions implements Authenticator {

    private final Sessions sessions;
    private final Timeline timeline;

    @Activate
    public ConsultantSessions(@Reference Tables tables, @Reference Timeline timeline) {
        this.sessions = new Sessions(tables.jdbi());
        this.timeline = timeline;
    }

    @Override
    public Kind kind() {
        return Kind.CONSULTANT;
    }

    @Override
    public Optional<Actor> authenticate(String secret) {
        return sessions.find(secret, timeline.now()).map(Actor.Consultant::new);
    }
}
