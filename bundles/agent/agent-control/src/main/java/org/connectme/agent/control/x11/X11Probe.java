package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.connectme.agent.core.Finding;
import org.connectme.agent.core.Finding.Verdict;
import org.connectme.agent.core.Probe;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether an X display takes input, and which layout it has. Asks only; nothing is pressed. */
@Component
public final class X11Probe implements Probe {

    private static final Logger logger = LoggerFactory.getLogger(X11Probe.class);

    private static final int INTERN_ATOM = 16;
    private static final int GET_PROPERTY = 20;
    private static final int STRING = 31;
    private static final int LONGEST_WORDS = 256;

    /** Of rules, model, layout, variant and options, which stand in this order. */
    private static final int LAYOUT = 2;

    private final Map<String, String> environment;

    @Activate
    public X11Probe() {
        this(System.getenv());
    }

    private X11Probe(Map<String, String> environment) {
        this.environment = environment;
    }

    static X11Probe of(Map<String, String> environment) {
        return new X11Probe(environment);
    }

    @Override
    public List<Finding> look() {
        if (!System.getProperty("os.name").startsWith("Linux")) {
            return List.of();
        }
        if (!X11Injectors.isX11(environment)) {
            boolean display = environment.containsKey("WAYLAND_DISPLAY");
            return List.of(
                    display
                            ? Finding.of("input", "wayland", Verdict.LIMITED)
                            : Finding.of("input", "no-display", Verdict.MISSING));
        }
        try (XConnection display = XConnection.open(environment)) {
            return List.of(input(display), layout(display));
        } catch (IOException e) {
            logger.info("The display cannot be asked: {}", e.toString());
            return List.of(Finding.of("input", "no-display", Verdict.MISSING));
        }
    }

    private static Finding input(XConnection display) throws IOException {
        XTest test;
        try {
            test = new XTest(display);
        } catch (IOException e) {
            return Finding.of("input", "no-xtest", Verdict.MISSING);
        }
        boolean hasRoom = new X11Text(display, test, X11Text.REST).capacity() > 0;
        return hasRoom ? Finding.of("input", "there", Verdict.GOOD) : Finding.of("input", "no-keys", Verdict.MISSING);
    }

    /** As setxkbmap and desktops note it at the root window. */
    private static Finding layout(XConnection display) throws IOException {
        byte[] name = "_XKB_RULES_NAMES".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer atom =
                display.ask(new Request(INTERN_ATOM, 1).u16(name.length).u16(0).bytes(name));
        ByteBuffer answer = display.ask(new Request(GET_PROPERTY, 0)
                .u32(display.root())
                .u32(atom.getInt(8))
                .u32(STRING)
                .u32(0)
                .u32(LONGEST_WORDS));
        byte[] value = new byte[Math.max(0, Math.min(answer.getInt(16), answer.limit() - 32))];
        answer.position(32);
        answer.get(value);
        return layout(value);
    }

    static Finding layout(byte[] rules) {
        String[] parts = new String(rules, StandardCharsets.ISO_8859_1).split("\0", -1);
        if (parts.length <= LAYOUT + 1 || parts[LAYOUT].isBlank()) {
            return Finding.of("layout", "unknown", Verdict.GOOD);
        }
        String variants = parts[LAYOUT + 1].replace(",", "");
        String layout = variants.isBlank() ? parts[LAYOUT] : parts[LAYOUT] + " (" + parts[LAYOUT + 1] + ")";
        return new Finding("layout", "there", Verdict.GOOD, Map.of("layout", layout));
    }
}
