package org.connectme.agent.control.x11;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory into which the display itself writes pictures (extension MIT-SHM), so that none goes through a socket. It goes with
 * the process at the latest, however that ends: the system keeps it only as long as somebody looks at it.
 */
final class SharedPicture implements AutoCloseable {

    private static final String NAME = "MIT-SHM";
    private static final int WHOLE_PIXELS = 2;
    private static final int PRIVATE = 0;
    private static final int MADE_FOR_ME = 01600;
    private static final int REMOVE = 0;

    /** The C library's part that is needed. */
    interface SharedMemory extends Library {
        SharedMemory SYSTEM = Native.load("c", SharedMemory.class);

        int shmget(int key, NativeLong size, int flags);

        Pointer shmat(int id, Pointer address, int flags);

        int shmdt(Pointer address);

        int shmctl(int id, int command, Pointer none);
    }

    private final XConnection display;
    private final int segment;
    private final Pointer memory;
    private final ByteBuffer bytes;

    /** @throws IOException if the display cannot see this computer's memory */
    SharedPicture(XConnection display, int size) throws IOException {
        this.display = display;
        int id = SharedMemory.SYSTEM.shmget(PRIVATE, new NativeLong(size), MADE_FOR_ME);
        if (id < 0) {
            throw new IOException("no shared memory of " + size + " bytes");
        }
        try {
            memory = SharedMemory.SYSTEM.shmat(id, Pointer.NULL, 0);
            if (Pointer.nativeValue(memory) == -1) {
                throw new IOException("the shared memory has no place");
            }
            segment = display.newId();
            attach(id);
        } finally {
            SharedMemory.SYSTEM.shmctl(id, REMOVE, Pointer.NULL);
        }
        bytes = memory.getByteBuffer(0, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void attach(int id) throws IOException {
        try {
            display.send(display.extension(NAME, 1).u32(segment).u32(id).u8(0).skip(3));
            display.sync();
        } catch (IOException | RuntimeException e) {
            letGo();
            throw e;
        }
    }

    /**
     * @param drawable a window, of which what can be seen there is taken, or a picture that the display keeps
     * @return what is there now, without the pointer; used again by the next one
     */
    ByteBuffer take(int drawable, int x, int y, int width, int height) throws IOException {
        display.ask(request(drawable, x, y, width, height));
        return bytes.clear();
    }

    /** As {@link #take}, but there only with the answer to whatever is asked next, which throws what the display has against it. */
    ByteBuffer takeWithTheNext(int drawable, int x, int y, int width, int height) throws IOException {
        display.send(request(drawable, x, y, width, height));
        return bytes.clear();
    }

    private Request request(int drawable, int x, int y, int width, int height) throws IOException {
        return display.extension(NAME, 4)
                .u32(drawable)
                .u16(x)
                .u16(y)
                .u16(width)
                .u16(height)
                .u32(-1)
                .u8(WHOLE_PIXELS)
                .skip(3)
                .u32(segment)
                .u32(0);
    }

    @Override
    public void close() throws IOException {
        try {
            display.send(display.extension(NAME, 2).u32(segment));
        } finally {
            letGo();
        }
    }

    /** As {@link #close}, when the display's side goes with the connection. */
    void letGo() {
        SharedMemory.SYSTEM.shmdt(memory);
    }
}
