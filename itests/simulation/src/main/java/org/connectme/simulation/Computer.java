package org.connectme.simulation;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.GlobalKeys;
import org.connectme.agent.core.Injector;
import org.connectme.agent.core.InjectorFactory;
import org.connectme.agent.core.Media;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.OwnWindows;
import org.connectme.agent.core.Screen;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The customer's computer: screen, keys, the app's own windows, and the registry in which the injector is a service. */
final class Computer implements OwnWindows, GlobalKeys, Media {

    static final Screen SCREEN = new Screen("s1", "All", 0, 0, 1000, 500, 1);

    private final Allowed allowed;
    /** What the person does in the middle of a text that is being typed. */
    private Runnable inAText = () -> {};

    private @Nullable Runnable stopKey;
    private boolean stopVisible = true;
    private boolean hasFocus;
    private @Nullable Screen shared;

    Computer(Allowed allowed) {
        this.allowed = allowed;
    }

    void inAText(Runnable work) {
        inAText = work;
    }

    /** @return false if the app has not taken the key, as while nothing is lent */
    boolean pressStopKey() {
        if (stopKey == null) {
            return false;
        }
        stopKey.run();
        return true;
    }

    void stopVisible(boolean is) {
        stopVisible = is;
        allowed.stopVisible(is);
    }

    void focus(boolean own) {
        hasFocus = own;
    }

    /** As when the app's process, whose guard lets go of all keys, is gone. */
    void restart() {
        allowed.allUp();
        stopKey = null;
        stopVisible = true;
        hasFocus = false;
        shared = null;
    }

    // ------------------------------------------------------------ the app's own windows

    @Override
    public boolean isStopVisible() {
        return stopVisible;
    }

    @Override
    public boolean hasFocus() {
        return hasFocus;
    }

    @Override
    public boolean covers(int x, int y) {
        return hasFocus;
    }

    @Override
    public boolean hasPointer() {
        return hasFocus;
    }

    @Override
    public void point(int x, int y) {
        // a mark on the screen is no input
    }

    // ------------------------------------------------------------ keys for all windows

    @Override
    public boolean serves() {
        return true;
    }

    @Override
    public Grab grab(Key key, Runnable pressed) {
        if (key == Key.STOP) {
            stopKey = pressed;
        }
        return () -> stopKey = key == Key.STOP ? null : stopKey;
    }

    // ------------------------------------------------------------ input

    /** Brought by a bundle, whose next version is another one of these. */
    InjectorFactory injectors() {
        return new InjectorFactory() {
            @Override
            public boolean serves() {
                return true;
            }

            @Override
            public Injector open() {
                return new SystemInput();
            }
        };
    }

    /** What the system does with input, each held against what is allowed at that instant. */
    private final class SystemInput implements Injector {

        @Override
        public void key(String code, boolean down) {
            if (down) {
                pressed("key " + code);
                allowed.down(code);
            } else {
                allowed.up(code);
            }
        }

        /** The consultant's page types the name of the consent that it relies on. */
        @Override
        public void text(String text, BooleanSupplier mayGoOn) {
            for (int i = 0; i < text.length() && mayGoOn.getAsBoolean(); i++) {
                allowed.input("a character of the text", text);
                ownWindowsAreSafe("a character");
                inAText.run();
            }
        }

        @Override
        public void text(String text) {
            throw new UnsupportedOperationException("text goes in with the question whether it may go on");
        }

        @Override
        public void move(int x, int y) {
            allowed.input("a move", null);
        }

        @Override
        public void button(int button, boolean down) {
            if (down) {
                pressed("button " + button);
                allowed.down("button " + button);
            } else {
                allowed.up("button " + button);
            }
        }

        @Override
        public void wheel(int dx, int dy) {
            pressed("the wheel");
        }

        @Override
        public void releaseAll() {
            allowed.allUp();
        }

        @Override
        public void close() {
            allowed.allUp();
        }

        private void pressed(String what) {
            allowed.input(what, null);
            ownWindowsAreSafe(what);
        }

        private void ownWindowsAreSafe(String what) {
            if (hasFocus) {
                allowed.fail(what + " went to the app's own window");
            }
        }
    }

    // ------------------------------------------------------------ media

    @Override
    public List<Device> devices() {
        return List.of();
    }

    @Override
    public List<Screen> screens() {
        return List.of(SCREEN);
    }

    @Override
    public MediaCall open(MediaCall.Wiring wiring) {
        return call();
    }

    /** A call of which control needs only what is shared. */
    MediaCall call() {
        return proxy(MediaCall.class, (method, arguments) -> switch (method.getName()) {
            case "share" -> share((Screen) arguments[0]);
            case "stopSharing", "close" -> share(null);
            case "shared" -> Optional.ofNullable(shared);
            case "send" -> true;
            default -> nothing(method);
        });
    }

    private @Nullable Object share(@Nullable Screen screen) {
        shared = screen;
        allowed.shared(screen != null);
        return null;
    }

    private static @Nullable Object nothing(Method method) {
        if (method.getReturnType() != void.class) {
            throw new UnsupportedOperationException(method.getName());
        }
        return null;
    }

    // ------------------------------------------------------------ the registry

    /** A framework in which one thing can be done: to register the injector, and to take it back. */
    BundleContext registry() {
        return proxy(BundleContext.class, (method, arguments) -> {
            if (!method.getName().equals("registerService")) {
                throw new UnsupportedOperationException(method.getName());
            }
            allowed.injectorThere();
            return proxy(ServiceRegistration.class, (then, none) -> {
                if (!then.getName().equals("unregister")) {
                    throw new UnsupportedOperationException(then.getName());
                }
                allowed.injectorGone();
                return null;
            });
        });
    }

    private interface Does {
        @Nullable
        Object method(Method method, Object[] arguments);
    }

    /** Of an interface that may grow, what is needed of it. */
    private static <T> T proxy(Class<T> type, Does does) {
        return type.cast(Proxy.newProxyInstance(
                Computer.class.getClassLoader(),
                new Class<?>[] {type},
                (same, method, arguments) -> does.method(method, arguments == null ? new Object[0] : arguments)));
    }
}
