package org.connectme.agent.control.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.connectme.agent.core.Monitors.Window;
import org.jspecify.annotations.Nullable;

/** The windows that the window manager knows (EWMH), the topmost first; none without a window manager. */
final class XWindows {

    private static final int GET_ATTRIBUTES = 3;
    private static final int GET_GEOMETRY = 14;
    private static final int QUERY_TREE = 15;
    private static final int INTERN_ATOM = 16;
    private static final int GET_PROPERTY = 20;
    private static final int QUERY_POINTER = 38;
    private static final int TRANSLATE = 40;
    private static final int VIEWABLE = 2;

    private static final int MOST_WINDOWS = 100;
    private static final int MOST_WORDS = 64;
    private static final int WM_NAME = 39;
    private static final int WM_CLASS = 67;
    private static final String ID = "window-";
    private static final String RESOURCES = "X-Resource";
    private static final int LOCAL_PROCESS = 1 << 1;

    private final XConnection display;
    private final Map<String, Integer> atoms = new HashMap<>();
    private @Nullable Boolean knowsProcesses;

    /**
     * What a window is like now; {@code x} and {@code y} are its place on the desktop.
     *
     * @param border the width of the display's own frame around it, which its picture includes
     * @param depth bits of its pixels
     */
    record Shape(int x, int y, int width, int height, int border, int depth, boolean isViewable) {}

    XWindows(XConnection display) {
        this.display = display;
    }

    /** What one can be shown of: neither this program's own, nor the desktop and its bars. */
    List<Window> list() throws IOException {
        List<Window> all = new ArrayList<>();
        for (int number : numbers(display.root(), "_NET_CLIENT_LIST_STACKING", MOST_WINDOWS)) {
            try {
                window(number).ifPresent(all::add);
            } catch (XError gone) {
                // Closed a moment ago.
            }
        }
        Collections.reverse(all);
        return all;
    }

    static boolean isId(String id) {
        return id.startsWith(ID);
    }

    /** The number of the one with this id, if it is among {@link #list}. */
    Optional<Integer> find(String id) throws IOException {
        return list().stream().anyMatch(each -> each.id().equals(id))
                ? Optional.of(Integer.parseUnsignedInt(id.substring(ID.length()).split("-")[0], 16))
                : Optional.empty();
    }

    private Optional<Window> window(int number) throws IOException {
        List<Integer> kinds = numbers(number, "_NET_WM_WINDOW_TYPE", MOST_WORDS);
        if (kinds.contains(atom("_NET_WM_WINDOW_TYPE_DESKTOP"))
                || kinds.contains(atom("_NET_WM_WINDOW_TYPE_DOCK"))
                || numbers(number, "_NET_WM_PID", 1)
                        .contains((int) ProcessHandle.current().pid())) {
            return Optional.empty();
        }
        Shape shape = shape(number);
        if (shape.depth() != 24 && shape.depth() != 32) {
            return Optional.empty();
        }
        String title = text(number, atom("_NET_WM_NAME"), StandardCharsets.UTF_8);
        if (title.isEmpty()) {
            title = text(number, WM_NAME, StandardCharsets.ISO_8859_1);
        }
        return Optional.of(new Window(
                id(number),
                title,
                program(number),
                shape.x(),
                shape.y(),
                shape.width(),
                shape.height(),
                shape.isViewable()));
    }

    /** Numbers of windows are used again: with its process, another program's window never has the id of one before it. */
    private String id(int number) throws IOException {
        String id = ID + Integer.toHexString(number);
        int process = process(number);
        return process == 0 ? id : id + "-" + Integer.toUnsignedString(process);
    }

    /** Of the program whose window it is: as the display knows it, or as the window says where that does not, or 0. */
    private int process(int number) throws IOException {
        if (knowsProcesses()) {
            ByteBuffer reply = display.ask(
                    display.extension(RESOURCES, 4).u32(1).u32(number).u32(LOCAL_PROCESS));
            // 0 of one in a container that the display cannot look into.
            if (reply.getInt(8) > 0 && reply.getInt(40) == Integer.BYTES && reply.getInt(44) != 0) {
                return reply.getInt(44);
            }
        }
        List<Integer> said = numbers(number, "_NET_WM_PID", 1);
        return said.isEmpty() ? 0 : said.get(0);
    }

    private boolean knowsProcesses() throws IOException {
        Boolean known = knowsProcesses;
        if (known == null) {
            known = display.knows(RESOURCES) && isNewEnough();
            knowsProcesses = known;
        }
        return known;
    }

    /** Processes are told from version 1.2 on. */
    private boolean isNewEnough() throws IOException {
        ByteBuffer version =
                display.ask(display.extension(RESOURCES, 0).u8(1).u8(2).u16(0));
        int major = Short.toUnsignedInt(version.getShort(8));
        return major > 1 || major == 1 && Short.toUnsignedInt(version.getShort(10)) >= 2;
    }

    /** Of two names, ended by a zero each, the second is the program's; nothing keeps it from leaving out both. */
    private String program(int number) throws IOException {
        String[] names = new String(bytes(number, WM_CLASS), StandardCharsets.ISO_8859_1).split("\0");
        return names.length == 0 ? "" : plain(names[names.length - 1]);
    }

    /**
     * The windows from this one up to the one that lies on the desktop, which is the window manager's.
     *
     * @throws XError if it is gone
     */
    List<Integer> upwards(int number) throws IOException {
        List<Integer> all = new ArrayList<>();
        int each = number;
        while (each != 0 && each != display.root()) {
            all.add(each);
            each = display.ask(new Request(QUERY_TREE, 0).u32(each)).getInt(12);
        }
        return all;
    }

    /** The one on the desktop that lies under the pointer, or 0. */
    int underPointer() throws IOException {
        return display.ask(new Request(QUERY_POINTER, 0).u32(display.root())).getInt(12);
    }

    /** @throws XError if it is gone */
    Shape shape(int number) throws IOException {
        ByteBuffer size = display.ask(new Request(GET_GEOMETRY, 0).u32(number));
        ByteBuffer attributes = display.ask(new Request(GET_ATTRIBUTES, 0).u32(number));
        ByteBuffer place = display.ask(
                new Request(TRANSLATE, 0).u32(number).u32(display.root()).u16(0).u16(0));
        return new Shape(
                place.getShort(12),
                place.getShort(14),
                Short.toUnsignedInt(size.getShort(16)),
                Short.toUnsignedInt(size.getShort(18)),
                Short.toUnsignedInt(size.getShort(20)),
                Byte.toUnsignedInt(size.get(1)),
                attributes.get(26) == VIEWABLE);
    }

    private String text(int number, int property, Charset charset) throws IOException {
        return plain(new String(bytes(number, property), charset));
    }

    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\uFFFD]", " ").strip();
    }

    private byte[] bytes(int number, int property) throws IOException {
        ByteBuffer value = property(number, property, MOST_WORDS);
        byte[] bytes = new byte[value.get(1) == 8 ? value.getInt(16) : 0];
        value.position(32).get(bytes);
        return bytes;
    }

    private List<Integer> numbers(int number, String property, int most) throws IOException {
        ByteBuffer value = property(number, atom(property), most);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; value.get(1) == 32 && i < value.getInt(16); i++) {
            numbers.add(value.getInt(32 + 4 * i));
        }
        return numbers;
    }

    private ByteBuffer property(int number, int property, int words) throws IOException {
        return display.ask(new Request(GET_PROPERTY, 0)
                .u32(number)
                .u32(property)
                .u32(0)
                .u32(0)
                .u32(words));
    }

    private int atom(String name) throws IOException {
        Integer known = atoms.get(name);
        if (known == null) {
            byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
            known = display.ask(new Request(INTERN_ATOM, 0)
                            .u16(letters.length)
                            .u16(0)
                            .bytes(letters))
                    .getInt(8);
            atoms.put(name, known);
        }
        return known;
    }
}
