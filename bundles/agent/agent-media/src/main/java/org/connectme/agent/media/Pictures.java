package org.connectme.agent.media;

import dev.onvoid.webrtc.media.FourCC;
import dev.onvoid.webrtc.media.video.VideoBufferConverter;
import dev.onvoid.webrtc.media.video.VideoFrame;
import dev.onvoid.webrtc.media.video.VideoTrackSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.connectme.agent.core.Frame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the pictures of one track after another to whoever shows them. Pictures come on a thread of the native part,
 * one at a time; any thread may say where they go.
 */
final class Pictures implements VideoTrackSink {

    private static final Logger logger = LoggerFactory.getLogger(Pictures.class);
    private static final int COLOURS = 0xFFFFFF;
    private static final int BYTES = 4;

    private volatile @Nullable Consumer<Frame> consumer;

    private ByteBuffer packed = ByteBuffer.allocateDirect(0);
    private int[] pixels = new int[0];
    private int[] turned = new int[0];

    void go(Consumer<Frame> consumer) {
        this.consumer = consumer;
    }

    @Override
    public void onVideoFrame(VideoFrame frame) {
        Consumer<Frame> consumer = this.consumer;
        try {
            if (consumer != null) {
                consumer.accept(converted(frame));
            }
        } catch (Exception e) {
            // One picture less; nothing may be thrown into the native part.
            logger.debug("A picture was not shown", e);
        } finally {
            // Held outside of Java's memory until here.
            frame.release();
        }
    }

    private Frame converted(VideoFrame frame) throws Exception {
        int width = frame.buffer.getWidth();
        int height = frame.buffer.getHeight();
        int size = width * height;
        if (pixels.length < size) {
            packed = ByteBuffer.allocateDirect(size * BYTES).order(ByteOrder.LITTLE_ENDIAN);
            pixels = new int[size];
        }
        packed.clear();
        VideoBufferConverter.convertFromI420(frame.buffer, packed, FourCC.ARGB);
        packed.clear();
        packed.asIntBuffer().get(pixels, 0, size);
        for (int i = 0; i < size; i++) {
            pixels[i] &= COLOURS;
        }
        if (frame.rotation == 0) {
            return new Frame(width, height, pixels);
        }
        if (turned.length < size) {
            turned = new int[size];
        }
        return turned(pixels, width, height, frame.rotation, turned);
    }

    /**
     * The picture as it is to be seen: a phone that is held upright says by how much its pictures must be turned.
     *
     * @param rotation clockwise, 0, 90, 180 or 270 degrees
     * @param into at least as long as the picture has pixels
     */
    static Frame turned(int[] pixels, int width, int height, int rotation, int[] into) {
        boolean upright = rotation % 180 != 0;
        int newWidth = upright ? height : width;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int place = switch (rotation) {
                    case 90 -> x * newWidth + (height - 1 - y);
                    case 180 -> (height - 1 - y) * newWidth + (width - 1 - x);
                    case 270 -> (width - 1 - x) * newWidth + y;
                    default -> y * newWidth + x;
                };
                into[place] = pixels[y * width + x];
            }
        }
        return new Frame(newWidth, upright ? width : height, into);
    }
}
