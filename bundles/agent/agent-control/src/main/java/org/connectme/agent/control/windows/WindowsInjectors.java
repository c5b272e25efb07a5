package org.connectme.agent.control.windows;

import com.sun.jna.Native;
import org.connectme.agent.core.Injector;
import org.connectme.agent.core.InjectorFactory;
import org.connectme.agent.core.InjectorFailed;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Input for Windows. */
@Component
public final class WindowsInjectors implements InjectorFactory {

    @Activate
    public WindowsInjectors() {}

    @Override
    public boolean serves() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    @Override
    public Injector open() throws InjectorFailed {
        try {
            return new WindowsInjector(Native.load("user32", User32.class), System::nanoTime);
        } catch (LinkageError e) {
            throw new InjectorFailed("control.unavailable", "no user32", e);
        }
    }
}
