package org.connectme.deployment;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Which components of a bundle stand. Stateless; any thread. */
final class Components {

    private final ServiceComponentRuntime runtime;

    Components(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * The components of a running bundle, by name.
     *
     * @param standing those that have all they need
     */
    record Standing(Set<String> all, Set<String> standing) {}

    Standing of(Bundle bundle) {
        return new Standing(
                descriptions(bundle).stream().map(each -> each.name).collect(Collectors.toUnmodifiableSet()),
                descriptions(bundle).stream()
                        .filter(this::stands)
                        .map(each -> each.name)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Those that keep the newer bundle from taking over. One that does not stand in the older one either is none of
     * them, nor is a new one that only waits for its configuration.
     */
    List<String> missing(Bundle newer, Standing older) {
        List<String> unread = unread(newer);
        if (!unread.isEmpty()) {
            return unread;
        }
        return descriptions(newer).stream()
                .filter(each -> older.all().contains(each.name)
                        ? older.standing().contains(each.name) && !stands(each)
                        : lacksSomething(each))
                .map(each -> each.name)
                .sorted()
                .toList();
    }

    /** A bundle is running a moment before its components are known: until then it seems to have none. */
    private List<String> unread(Bundle bundle) {
        String header = bundle.getHeaders("").get(ComponentConstants.SERVICE_COMPONENT);
        List<String> files = header == null
                ? List.of()
                : Arrays.stream(header.split(","))
                        .map(String::strip)
                        .filter(file -> !file.contains("*"))
                        .toList();
        return descriptions(bundle).size() < files.size() ? files : List.of();
    }

    private Collection<ComponentDescriptionDTO> descriptions(Bundle bundle) {
        return runtime.getComponentDescriptionDTOs(bundle);
    }

    private boolean stands(ComponentDescriptionDTO description) {
        return isAny(description, ComponentConfigurationDTO.SATISFIED | ComponentConfigurationDTO.ACTIVE);
    }

    private boolean lacksSomething(ComponentDescriptionDTO description) {
        return isAny(
                description,
                ComponentConfigurationDTO.UNSATISFIED_REFERENCE | ComponentConfigurationDTO.FAILED_ACTIVATION);
    }

    /** The states are bits. */
    private boolean isAny(ComponentDescriptionDTO description, int states) {
        return runtime.getComponentConfigurationDTOs(description).stream().anyMatch(each -> (each.state & states) != 0);
    }
}
