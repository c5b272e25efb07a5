package org.connectme.agent.core.control;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.connectme.agent.core.ClipboardFactory;
import org.connectme.agent.core.ControlInput;
import org.connectme.agent.core.GlobalKeys;
import org.connectme.agent.core.InjectorFactory;
import org.connectme.agent.core.Media;
import org.connectme.agent.core.OwnWindows;
import org.connectme.agent.core.Settings;
import org.connectme.agent.core.exchange.DropFolder;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
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
    volatile @Nullable Settings settings;

    volatile ControlInput.@Nullable Factory input;

    private volatile Runnable lost = () -> {};

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    volatile List<InjectorFactory> injectors = List.of();

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    volatile List<GlobalKeys> globalKeys = List.of();

    @Reference(policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    volatile List<ClipboardFactory> clipboards = List.of();

    @Reference(
            name = "input",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindInput(ControlInput.Factory given) {
        input = given;
    }

    /** Its bundle stops once this has returned: what was made by it must be closed by then. */
    void unbindInput(ControlInput.Factory gone) {
        if (input == gone) {
            input = null;
        }
        lost.run();
    }

    /** Before the parts are let go of: nobody is left to be told. */
    @Deactivate
    void close() {
        lost = () -> {};
    }

    /** @param now told when what makes input goes; the newest one alone */
    void onLost(Runnable now) {
        lost = now;
    }

    public Optional<Media> media() {
        return Optional.ofNullable(media);
    }

    /** Where files of a consultant's go now: as the person chose, else as the app was started, else beside the downloads. */
    public Path filesFolder(BundleContext context) {
        Settings given = settings;
        Optional<String> chosen = given == null ? Optional.empty() : given.get("folder.files");
        return DropFolder.place(chosen.orElse(context.getProperty("connectme.files")));
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

    /** Whether all that a loan needs is there; while a bundle is replaced, something is missing for a moment. */
    boolean areComplete() {
        return windows().isPresent() && input().isPresent() && injectors().isPresent();
    }

    Optional<ClipboardFactory> clipboards() {
        return clipboards.stream().filter(ClipboardFactory::serves).findFirst();
    }

    Optional<GlobalKeys> globalKeys() {
        return globalKeys.stream().filter(GlobalKeys::serves).findFirst();
    }
}
