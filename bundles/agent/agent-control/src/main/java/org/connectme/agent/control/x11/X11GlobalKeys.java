package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.connectme.agent.control.Keys;
import org.connectme.agent.control.Keys.At;
import org.connectme.agent.control.Keys.Platform;
import org.connectme.agent.core.GlobalKeys;
import org.connectme.agent.core.InjectorFailed;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys of the whole X display. XInput tells which keyboard a press came from, so those of XTEST, which is what control
 * injects with, are left out.
 */
@Component
public final class X11GlobalKeys implements GlobalKeys {

    private static final Logger logger = LoggerFactory.getLogger(X11GlobalKeys.class);

    private static final Map<Key, String> CODES = Map.of(Key.STOP, "End", Key.PRIVATE_MOMENT, "Home");

    private static final int GRAB = 54;
    private static final int KEYCODE = 1;
    private static final int ASYNCHRONOUS = 1;
    private static final int PRESS = 2;
    private static final int GENERIC_EVENT = 35;
    private static final int CONTROL_AND_ALT = 1 << 2 | 1 << 3;

    /** Whatever CapsLock and NumLock say. */
    private static final int[] LOCKS = {0, 1 << 1, 1 << 4, 1 << 1 | 1 << 4};

    private final Map<String, String> environment;

    @Activate
    public X11GlobalKeys() {
        this(System.getenv());
    }

    X11GlobalKeys(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public boolean serves() {
        return X11Injectors.isX11(environment);
    }

    @Override
    public Grab grab(Key key, Runnable pressed) throws InjectorFailed {
        try {
            XConnection display = XConnection.open(environment);
            try {
                Set<Integer> injected = grab(display, CODES.get(key));
                Thread thread = new Thread(() -> listen(display, injected, pressed), "key " + key);
                thread.setDaemon(true);
                thread.start();
                return () -> close(display);
            } catch (IOException e) {
                close(display);
                throw e;
            }
        } catch (IOException e) {
            throw new InjectorFailed("control.no-key", "the display does not give the key", e);
        }
    }

    /** Takes the key; which keyboards are those of injected input. */
    private static Set<Integer> grab(XConnection display, String code) throws IOException {
        At at = (At) Keys.position(Platform.LINUX, code);
        Set<XInput.Device> devices = Set.copyOf(XInput.devices(display));
        for (XInput.Device device : devices) {
            if (!device.isMasterKeyboard()) {
                continue;
            }
            Request request = display.extension(XInput.NAME, GRAB)
                    .u32(0) // now
                    .u32(display.root())
                    .u32(0) // no cursor
                    .u32(at.number() + X11Injector.KERNEL)
                    .u16(device.id())
                    .u16(LOCKS.length)
                    .u16(1)
                    .u8(KEYCODE)
                    .u8(ASYNCHRONOUS)
                    .u8(ASYNCHRONOUS)
                    .u8(0)
                    .u16(0)
                    .u32(1 << PRESS);
            for (int lock : LOCKS) {
                request.u32(CONTROL_AND_ALT | lock);
            }
            if (display.ask(request).getShort(8) != 0) {
                throw new IOException("another program has it");
            }
        }
        return devices.stream()
                .filter(XInput.Device::isXTest)
                .map(XInput.Device::id)
                .collect(Collectors.toSet());
    }

    private static void listen(XConnection display, Set<Integer> injected, Runnable pressed) {
        try {
            while (true) {
                ByteBuffer event = display.event();
                boolean press = (event.get(0) & 0x7f) == GENERIC_EVENT && event.getShort(8) == PRESS;
                if (press && !injected.contains(Short.toUnsignedInt(event.getShort(52)))) {
                    pressed.run();
                }
            }
        } catch (IOException e) {
            logger.debug("The key is free again: {}", e.toString());
        }
    }

    private static void close(XConnection display) {
        try {
            display.close();
        } catch (IOException e) {
            logger.warn("The connection for a key did not close: {}", e.toString());
        }
    }
}
