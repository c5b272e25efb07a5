package org.connectme.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.connectme.wire.socket.Sockets;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * What a deployment would do.
 *
 * @param running     the version that would be replaced
 * @param refreshed   symbolic names of the bundles that would start anew, sorted; those of a contract's users
 * @param cutsSockets whether every page would have to connect again
 * @param refusal     why it is not done while the server runs, if so
 */
record Plan(
        Candidate candidate,
        Bundle running,
        List<String> refreshed,
        boolean cutsSockets,
        @Nullable String refusal) {

    /** Whoever runs the command would be gone in the middle of it. */
    private static final List<String> UNDER_THE_COMMAND = List.of("org.connectme.deployment", "org.connectme.shell");

    /** @throws IllegalArgumentException if there is nothing that it could replace; the message is for the operator */
    static Plan of(BundleContext context, Candidate candidate) {
        List<Bundle> installed = Versions.of(context, candidate.name()).bundles();
        Bundle running = installed.stream()
                .filter(Versions::isRunning)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No " + candidate.name()
                        + " runs that this could replace. A bundle that is new here goes into the folder deploy."));
        if (!Versions.isOurs(running)) {
            throw new IllegalArgumentException(candidate.name() + " is not ConnectMe's own.");
        }
        if (installed.stream().anyMatch(bundle -> bundle.getVersion().equals(candidate.version()))) {
            throw new IllegalArgumentException(candidate.version()
                    + " is installed already. Another build of it needs a higher version to take over.");
        }
        if (candidate.version().compareTo(running.getVersion()) < 0) {
            throw new IllegalArgumentException(running.getVersion() + " runs, which is newer than "
                    + candidate.version() + ". To go back, take its file out of the folder deploy.");
        }
        boolean isContract = Versions.isUsed(running);
        Collection<Bundle> touched = isContract ? closure(context, running) : List.of(running);
        return new Plan(
                candidate,
                running,
                isContract
                        ? touched.stream()
                                .map(Bundle::getSymbolicName)
                                .distinct()
                                .sorted()
                                .toList()
                        : List.of(),
                touched.stream().anyMatch(Plan::ownsSockets),
                refusal(candidate, isContract));
    }

    /** Line by line, for the operator. */
    List<String> describe(Witness now) {
        List<String> lines = new ArrayList<>();
        lines.add(candidate.name() + ": " + running.getVersion() + " is followed by " + candidate.version() + '.');
        lines.add(
                refreshed.isEmpty()
                        ? "Refreshed: nothing. The older one stops when the newer one stands."
                        : "Refreshed: " + refreshed.size() + " bundles: " + String.join(", ", refreshed));
        lines.add("Sockets: " + now.seats().size()
                + (cutsSockets ? ", all cut; the pages come back by themselves." : ", none cut."));
        lines.add("Live calls: " + now.calls().size() + ", " + forCalls());
        now.calls().keySet().forEach(id -> lines.add("  " + id));
        if (refusal != null) {
            lines.add(refusal);
        }
        return lines;
    }

    private String forCalls() {
        if (cutsSockets) {
            return "all interrupted for a moment that is not billed.";
        }
        return refreshed.isEmpty() ? "none touched." : "all waiting while those start anew.";
    }

    private static @Nullable String refusal(Candidate candidate, boolean isContract) {
        if (isContract) {
            return "Others use its packages and would all start anew: it takes a start of the server with a"
                    + " distribution that has it.";
        }
        if (UNDER_THE_COMMAND.contains(candidate.name())) {
            return "This command runs in it, and could not tell how it ended: copy the file into the folder deploy.";
        }
        return null;
    }

    private static Collection<Bundle> closure(BundleContext context, Bundle contract) {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .getDependencyClosure(List.of(contract));
    }

    private static boolean ownsSockets(Bundle bundle) {
        return Optional.ofNullable(bundle.getRegisteredServices()).stream()
                .flatMap(Stream::of)
                .anyMatch(Plan::areSockets);
    }

    private static boolean areSockets(ServiceReference<?> reference) {
        return reference.getProperty(Constants.OBJECTCLASS) instanceof String[] types
                && List.of(types).contains(Sockets.class.getName());
    }
}
