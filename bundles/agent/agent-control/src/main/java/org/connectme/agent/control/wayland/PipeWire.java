package org.connectme.agent.control.wayland;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** What is used of libpipewire-0.3, by the names there. */
interface PipeWire extends Library {

    String FILE = "libpipewire-0.3.so.0";

    int DIRECTION_INPUT = 0;
    int STREAM_AUTOCONNECT = 1;
    int STREAM_MAP_BUFFERS = 1 << 2;
    int STREAM_DONT_RECONNECT = 1 << 7;
    int STATE_ERROR = -1;
    int STATE_UNCONNECTED = 0;

    /** @throws UnsatisfiedLinkError where it is not installed */
    static PipeWire load() {
        PipeWire library = Native.load(FILE, PipeWire.class);
        library.pw_init(null, null);
        return library;
    }

    interface StateChanged extends Callback {
        void call(@Nullable Pointer data, int old, int state, @Nullable Pointer error);
    }

    interface ParamChanged extends Callback {
        void call(@Nullable Pointer data, int id, @Nullable Pointer param);
    }

    interface Process extends Callback {
        void call(@Nullable Pointer data);
    }

    void pw_init(@Nullable Pointer count, @Nullable Pointer arguments);

    Pointer pw_get_library_version();

    @Nullable
    Pointer pw_thread_loop_new(String name, @Nullable Pointer properties);

    Pointer pw_thread_loop_get_loop(Pointer loop);

    int pw_thread_loop_start(Pointer loop);

    void pw_thread_loop_stop(Pointer loop);

    void pw_thread_loop_lock(Pointer loop);

    void pw_thread_loop_unlock(Pointer loop);

    void pw_thread_loop_destroy(Pointer loop);

    @Nullable
    Pointer pw_context_new(Pointer loop, @Nullable Pointer properties, long userData);

    void pw_context_destroy(Pointer context);

    /** Takes the descriptor over, also when it fails. */
    @Nullable
    Pointer pw_context_connect_fd(Pointer context, int descriptor, @Nullable Pointer properties, long userData);

    int pw_core_disconnect(Pointer core);

    Pointer pw_properties_new_string(String properties);

    /** Takes the properties over. */
    @Nullable
    Pointer pw_stream_new(Pointer core, String name, Pointer properties);

    void pw_stream_add_listener(Pointer stream, Pointer hook, Pointer events, @Nullable Pointer data);

    int pw_stream_connect(Pointer stream, int direction, int target, int flags, Pointer params, int count);

    int pw_stream_update_params(Pointer stream, Pointer params, int count);

    @Nullable
    Pointer pw_stream_dequeue_buffer(Pointer stream);

    int pw_stream_queue_buffer(Pointer stream, Pointer buffer);

    void pw_stream_destroy(Pointer stream);
}
