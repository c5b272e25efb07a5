package org.connectme.deployment;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Which components of a bundle stand. Stateless; any thread. */
final class Components {

    private final ServiceComponentRuntime runtime;

    Components(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** Those of the newer bundle that do not stand although the older one's do; empty once it can take over. */
    List<String> missing(Bundle newer, Bundle older) {
        Set<String> standing = descriptions(older).stream()
                .filter(this::stands)
                .map(description -> description.name)
                .collect(Collectors.toSet());
        return descriptions(newer).stream()
                .filter(description -> standing.contains(description.name))
                .filter(description -> !stands(description))
                .map(description -> description.name)
                .sorted()
                .toList();
    }

    private Collection<ComponentDescriptionDTO> descriptions(Bundle bundle) {
        return runtime.getComponentDescriptionDTOs(bundle);
    }

    private boolean stands(ComponentDescriptionDTO description) {
        return runtime.getComponentConfigurationDTOs(description).stream()
                .anyMatch(each -> each.state == ComponentConfigurationDTO.SATISFIED
                        || each.state == ComponentConfigurationDTO.ACTIVE);
    }
}
