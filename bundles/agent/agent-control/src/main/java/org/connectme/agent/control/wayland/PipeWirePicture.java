package org.connectme.agent.control.wayland;

import com.sun.jna.CallbackReference;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;
import org.connectme.agent.control.wayland.Pods.Format;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures of one node of PipeWire, from {@link #open} to {@link #close}. They come on PipeWire's own thread, each only
 * as long as the receiver looks at it, and only when something changed on the screen.
 */
final class PipeWirePicture implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(PipeWirePicture.class);

    // struct pw_stream_events
    private static final int EVENTS = 96;
    private static final int STATE_CHANGED = 16;
    private static final int PARAM_CHANGED = 40;
    private static final int PROCESS = 64;

    /** struct spa_hook, with room to spare */
    private static final int HOOK = 128;

    // struct spa_buffer, spa_data, spa_chunk
    private static final int BUFFER_DATA_COUNT = 4;
    private static final int BUFFER_DATA = 16;
    private static final int DATA_SIZE = 20;
    private static final int DATA_MEMORY = 24;
    private static final int DATA_CHUNK = 32;
    private static final int CHUNK_FLAGS = 12;
    private static final int CORRUPTED = 1;

    private static final int LONGEST_POD = 1 << 16;

    /** What is told, on PipeWire's thread. */
    interface Receiver {

        /**
         * @param pixels row after row from its position on; gone after this call
         * @param stride bytes from one row to the next
         */
        void picture(Format format, ByteBuffer pixels, int stride);

        /** No picture comes any more. */
        void ended();
    }

    private final PipeWire library;
    private final Receiver receiver;
    private final Pointer loop;
    private final AtomicBoolean closed = new AtomicBoolean();

    // What the native side keeps pointers to must live as long as it does.
    private final Memory events = new Memory(EVENTS);
    private final Memory hook = new Memory(HOOK);
    private final PipeWire.StateChanged stateChanged = this::stateChanged;
    private final PipeWire.ParamChanged paramChanged = this::paramChanged;
    private final PipeWire.Process process = this::process;
    private @Nullable Pointer context;
    private @Nullable Pointer core;
    private @Nullable Pointer stream;
    private @Nullable Format format;

    private PipeWirePicture(PipeWire library, Pointer loop, Receiver receiver) {
        this.library = library;
        this.loop = loop;
        this.receiver = receiver;
    }

    /**
     * @param descriptor a connection to PipeWire, which is closed with this
     * @param node the picture's number there
     */
    static PipeWirePicture open(PipeWire library, int descriptor, long node, Receiver receiver) throws IOException {
        Pointer loop = there(library.pw_thread_loop_new("connectme-screen", null), "loop");
        PipeWirePicture picture = new PipeWirePicture(library, loop, receiver);
        try {
            picture.start(descriptor, (int) node);
            return picture;
        } catch (IOException e) {
            picture.close();
            throw e;
        }
    }

    private void start(int descriptor, int node) throws IOException {
        Pointer made = there(library.pw_context_new(library.pw_thread_loop_get_loop(loop), null, 0), "context");
        context = made;
        if (library.pw_thread_loop_start(loop) < 0) {
            throw new IOException("PipeWire does not start");
        }
        library.pw_thread_loop_lock(loop);
        try {
            core = there(library.pw_context_connect_fd(made, descriptor, null, 0), "connection");
            Pointer properties =
                    library.pw_properties_new_string("media.type=Video media.category=Capture media.role=Screen");
            Pointer opened = there(library.pw_stream_new(core, "ConnectMe", properties), "stream");
            stream = opened;
            events.clear();
            hook.clear();
            events.setPointer(STATE_CHANGED, CallbackReference.getFunctionPointer(stateChanged));
            events.setPointer(PARAM_CHANGED, CallbackReference.getFunctionPointer(paramChanged));
            events.setPointer(PROCESS, CallbackReference.getFunctionPointer(process));
            library.pw_stream_add_listener(opened, hook, events, null);
            int flags = PipeWire.STREAM_AUTOCONNECT | PipeWire.STREAM_MAP_BUFFERS | PipeWire.STREAM_DONT_RECONNECT;
            try (Memory wanted = memory(Pods.wanted());
                    Memory list = list(wanted)) {
                if (library.pw_stream_connect(opened, PipeWire.DIRECTION_INPUT, node, flags, list, 1) < 0) {
                    throw new IOException("PipeWire does not give the picture");
                }
            }
        } finally {
            library.pw_thread_loop_unlock(loop);
        }
    }

    private static Pointer there(@Nullable Pointer made, String what) throws IOException {
        if (made == null) {
            throw new IOException("PipeWire made no " + what);
        }
        return made;
    }

    private static Memory memory(byte[] bytes) {
        Memory memory = new Memory(bytes.length);
        memory.write(0, bytes, 0, bytes.length);
        return memory;
    }

    private static Memory list(Memory one) {
        Memory list = new Memory(8);
        list.setPointer(0, one);
        return list;
    }

    private void stateChanged(@Nullable Pointer data, int old, int state, @Nullable Pointer error) {
        if (closed.get()) {
            return;
        }
        if (state == PipeWire.STATE_ERROR || state == PipeWire.STATE_UNCONNECTED) {
            if (error != null) {
                logger.info("The screen's pictures ended: {}", error.getString(0));
            }
            receiver.ended();
        }
    }

    private void paramChanged(@Nullable Pointer data, int id, @Nullable Pointer param) {
        Pointer open = stream;
        if (id != Pods.PARAM_FORMAT || param == null || open == null) {
            return;
        }
        long length = 8 + Integer.toUnsignedLong(param.getInt(0));
        format = length > LONGEST_POD
                ? null
                : Pods.format(param.getByteBuffer(0, length)).orElse(null);
        if (format == null) {
            logger.warn("The screen's pictures are of no kind that is known here");
            return;
        }
        try (Memory buffers = memory(Pods.buffers());
                Memory list = list(buffers)) {
            library.pw_stream_update_params(open, list, 1);
        }
    }

    private void process(@Nullable Pointer data) {
        Pointer open = stream;
        Pointer newest = null;
        while (open != null) {
            Pointer next = library.pw_stream_dequeue_buffer(open);
            if (next == null) {
                break;
            }
            if (newest != null) {
                library.pw_stream_queue_buffer(open, newest);
            }
            newest = next;
        }
        if (open == null || newest == null) {
            return;
        }
        try {
            look(newest.getPointer(0));
        } finally {
            library.pw_stream_queue_buffer(open, newest);
        }
    }

    private void look(Pointer buffer) {
        Format known = format;
        if (known == null || closed.get() || buffer.getInt(BUFFER_DATA_COUNT) < 1) {
            return;
        }
        Pointer data = buffer.getPointer(BUFFER_DATA);
        Pointer memory = data.getPointer(DATA_MEMORY);
        Pointer chunk = data.getPointer(DATA_CHUNK);
        if (memory == null || chunk == null) {
            return;
        }
        long offset = Integer.toUnsignedLong(chunk.getInt(0));
        long size = Integer.toUnsignedLong(chunk.getInt(4));
        int stride = chunk.getInt(8);
        long most = Integer.toUnsignedLong(data.getInt(DATA_SIZE));
        int row = known.width() * 4;
        long needed = (long) stride * (known.height() - 1) + row;
        boolean isWhole = size > 0 && (chunk.getInt(CHUNK_FLAGS) & CORRUPTED) == 0;
        if (isWhole && stride >= row && needed <= Integer.MAX_VALUE && offset + needed <= most) {
            receiver.picture(known, memory.getByteBuffer(offset, needed).order(ByteOrder.LITTLE_ENDIAN), stride);
        }
    }

    /** Not one picture comes after. Not to be called on PipeWire's own thread. Doing it twice is harmless. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        library.pw_thread_loop_stop(loop);
        if (stream != null) {
            library.pw_stream_destroy(stream);
        }
        if (core != null) {
            library.pw_core_disconnect(core);
        }
        if (context != null) {
            library.pw_context_destroy(context);
        }
        library.pw_thread_loop_destroy(loop);
    }
}
