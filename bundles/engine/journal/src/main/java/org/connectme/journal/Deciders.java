package org.connectme.journal;

import java.time.Duration;
import java.util.Optional;
import org.connectme.core.command.Command;
import org.connectme.core.journal.Decider;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The deciders that are there, by command. Thread-safe. */
@Component(service = Deciders.class)
public final class Deciders {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Newest<Class<? extends Command>, Decider> byCommand = new Newest<>();

    @Reference(name = "decider", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(Decider decider, ServiceReference<Decider> reference) {
        byCommand.add(decider.commands(), decider, version(reference));
    }

    void unbind(Decider decider) {
        remove(decider);
    }

    /** For use outside a container. */
    public void add(Decider decider) {
        byCommand.add(decider.commands(), decider, Version.emptyVersion);
    }

    public void remove(Decider decider) {
        byCommand.remove(decider);
    }

    /** The command's decider; waits up to 2 s for one that is being replaced. */
    Optional<Decider> await(Class<? extends Command> command) {
        return byCommand.await(command, PATIENCE);
    }

    static Version version(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return bundle == null ? Version.emptyVersion : bundle.getVersion();
    }
}
