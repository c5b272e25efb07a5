package org.connectme.agent.core.control;

import java.util.List;
import java.util.Optional;
import org.connectme.agent.core.ControlInput;
import org.connectme.agent.core.GlobalKeys;
import org.connectme.agent.core.InjectorFactory;
import org.connectme.agent.core.Media;
import org.connectme.agent.core.OwnWindows;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What the other bundles bring; each can come, go and be replaced at any time. Thread-safe. */
@Component(service = Parts.class)
public final class Parts {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Media media;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable OwnWindows windows;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ControlInput.@Nullable Factory input;

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    volatile List<InjectorFactory> injectors = List.of();

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    volatile List<GlobalKeys> globalKeys = List.of();

    public Optional<Media> media() {
        return Optional.ofNullable(media);
    }

    Optional<OwnWindows> windows() {
        return Optional.ofNullable(windows);
    }

    Optional<ControlInput.Factory> input() {
        return Optional.ofNullable(input);
    }

    Optional<InjectorFactory> injectors() {
        return injectors.stream().filter(InjectorFactory::serves).findFirst();
    }

    Optional<GlobalKeys> globalKeys() {
        return globalKeys.stream().filter(GlobalKeys::serves).findFirst();
    }
}
