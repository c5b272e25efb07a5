package org.connectme.agent.control.macos;

import com.sun.jna.Native;
import org.connectme.agent.core.Injector;
import org.connectme.agent.core.InjectorFactory;
import org.connectme.agent.core.InjectorFailed;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Input for macOS. Its user has to allow it under Privacy and Security, Accessibility. */
@Component
public final class MacInjectors implements InjectorFactory {

    @Activate
    public MacInjectors() {}

    @Override
    public boolean serves() {
        return System.getProperty("os.name").startsWith("Mac");
    }

    @Override
    public Injector open() throws InjectorFailed {
        try {
            Quartz quartz = Native.load("ApplicationServices", Quartz.class);
            if (quartz.CGPreflightPostEventAccess() == 0 && quartz.CGRequestPostEventAccess() == 0) {
                throw new InjectorFailed("control.not-allowed", "Accessibility is not allowed for this app");
            }
            return new MacInjector(quartz);
        } catch (LinkageError e) {
            throw new InjectorFailed("control.unavailable", "no ApplicationServices", e);
        }
    }
}
