package org.connectme.agent.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Hashtable;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.connectme.agent.core.Channel;
import org.connectme.agent.core.ControlInput;
import org.connectme.agent.core.Injector;
import org.connectme.agent.core.InjectorFactory;
import org.connectme.agent.core.InjectorFailed;
import org.connectme.agent.core.Screen;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Mouse and keyboard while they are lent: from here to {@link #close} the {@link Injector} is a service, before and
 * after there is none. Confined to the control thread.
 */
final class Loan implements AutoCloseable {

    private final ControlInput.Factory inputs;
    private final InjectorFactory injectors;
    private final ControlInput input;
    private final Injector injector;
    private final ServiceRegistration<Injector> registration;

    private Loan(
            ControlInput.Factory inputs,
            InjectorFactory injectors,
            Injector injector,
            ServiceRegistration<Injector> registration) {
        this.inputs = inputs;
        this.injectors = injectors;
        this.input = inputs.begin();
        this.injector = injector;
        this.registration = registration;
    }

    /**
     * @param allowed asked before each input
     * @throws InjectorFailed when the system or a missing part does not allow it
     */
    static Loan open(BundleContext context, Parts parts, BooleanSupplier allowed) throws InjectorFailed {
        if (parts.windows().isEmpty()) {
            throw new InjectorFailed("control.stop-hidden", "Nothing shows STOP");
        }
        ControlInput.Factory inputs =
                parts.input().orElseThrow(() -> new InjectorFailed("control.unavailable", "Nothing translates input"));
        InjectorFactory injectors = parts.injectors()
                .orElseThrow(() -> new InjectorFailed("control.unavailable", "Nothing injects on this system"));
        Injector guarded = new GuardedInjector(injectors.open(), allowed, parts::windows);
        return new Loan(
                inputs, injectors, guarded, context.registerService(Injector.class, guarded, new Hashtable<>()));
    }

    /** Whether the parts it was made of are still there; replaced ones make another loan. */
    boolean isCurrent(Parts parts) {
        return parts.input().filter(inputs::equals).isPresent()
                && parts.injectors().filter(injectors::equals).isPresent();
    }

    void take(Channel channel, JsonNode message, Screen shared) {
        input.take(channel, message, injector, shared);
    }

    /** Whether some of what was typed since this was asked has no key here. */
    boolean takeUntyped() {
        return injector.takeUntyped() > 0;
    }

    /** Why the system takes no input now; empty if it does. */
    Optional<String> pausedBy() {
        return injector.pausedBy();
    }

    void tick() {
        input.tick(injector);
    }

    void releaseAll() {
        injector.releaseAll();
    }

    @Override
    public void close() {
        registration.unregister();
        injector.close();
    }
}
