package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.connectme.agent.core.Injector;
import org.connectme.agent.core.InjectorFactory;
import org.connectme.agent.core.InjectorFailed;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Input for sessions on an X display. On Wayland there may be one too, but it reaches only some programs. */
@Component
public final class X11Injectors implements InjectorFactory {

    private final Map<String, String> environment;
    private final Path java;
    private final Duration rest;
    private final LongSupplier nanoTime;

    @Activate
    public X11Injectors() {
        this(System.getenv(), Path.of(System.getProperty("java.home"), "bin", "java"), X11Text.REST, System::nanoTime);
    }

    X11Injectors(Map<String, String> environment, Path java, Duration rest, LongSupplier nanoTime) {
        this.environment = environment;
        this.java = java;
        this.rest = rest;
        this.nanoTime = nanoTime;
    }

    @Override
    public boolean serves() {
        return isX11(environment);
    }

    static boolean isX11(Map<String, String> environment) {
        boolean wayland = environment.containsKey("WAYLAND_DISPLAY")
                || environment.getOrDefault("XDG_SESSION_TYPE", "").equals("wayland");
        return !environment.getOrDefault("DISPLAY", "").isEmpty() && !wayland;
    }

    @Override
    public Injector open() throws InjectorFailed {
        XConnection display = connect();
        try {
            XTest test = new XTest(display);
            X11Text text = new X11Text(display, test, rest);
            if (text.capacity() == 0) {
                throw new InjectorFailed("control.no-keys", "the layout has no empty key to type characters with");
            }
            return new X11Injector(display, test, text, GuardProcess.start(java, environment), nanoTime);
        } catch (IOException e) {
            throw closing(display, new InjectorFailed("control.no-xtest", "the display takes no input", e));
        } catch (InjectorFailed e) {
            throw closing(display, e);
        }
    }

    private XConnection connect() throws InjectorFailed {
        try {
            return XConnection.open(environment);
        } catch (IOException e) {
            throw new InjectorFailed("control.no-display", "no connection to the display", e);
        }
    }

    private static InjectorFailed closing(XConnection display, InjectorFailed failed) {
        try {
            display.close();
        } catch (IOException e) {
            failed.addSuppressed(e);
        }
        return failed;
    }
}
