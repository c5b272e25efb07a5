package org.connectme.recording.webm;

import java.util.ArrayList;
import java.util.List;

/**
 * Blocks as clusters of the file, each whole and with its length: whatever breaks off behind them, they play. A cluster
 * begins with each picture that a player may begin with.
 */
public final class Clusters {

    private static final long LONGEST_MILLIS = 5_000;
    /** What a last picture or piece of sound is shown or heard for. */
    private static final long PICTURE_MILLIS = 40;

    private static final long SOUND_MILLIS = 20;

    private Clusters() {}

    /**
     * @param cues        where a player may begin, from the beginning of {@code bytes}
     * @param baseMillis  time of the last cluster
     * @param playsMillis end of what plays
     */
    public record Result(byte[] bytes, List<Cue> cues, long baseMillis, long playsMillis) {}

    /**
     * @param blocks       one or more, in their order
     * @param offsetMillis of the take's 0 in the file
     * @param position     in the file at which the bytes will stand
     * @param baseMillis   time of the cluster before them: times of clusters only grow
     */
    public static Result of(List<Block> blocks, long offsetMillis, long position, long baseMillis, boolean hasVideo) {
        EbmlOut out = new EbmlOut();
        List<Cue> cues = new ArrayList<>();
        long base = baseMillis;
        long plays = 0;
        for (List<Block> cluster : split(blocks)) {
            long first = offsetMillis
                    + cluster.stream().mapToLong(Block::millis).min().orElseThrow();
            base = Math.max(base, first);
            Block head = cluster.get(0);
            if (head.isKey() && head.isVideo() == hasVideo) {
                cues.add(new Cue(offsetMillis + head.millis(), position + out.length()));
            }
            EbmlOut content = new EbmlOut().number(Ebml.TIMESTAMP, base);
            for (Block block : cluster) {
                long millis = offsetMillis + block.millis();
                content.element(Ebml.SIMPLE_BLOCK, simple(block, (int) (millis - base)));
                plays = Math.max(plays, millis + (block.isVideo() ? PICTURE_MILLIS : SOUND_MILLIS));
            }
            out.element(Ebml.CLUSTER, content);
        }
        return new Result(out.bytes(), List.copyOf(cues), base, plays);
    }

    private static List<List<Block>> split(List<Block> blocks) {
        List<List<Block>> clusters = new ArrayList<>();
        long begun = 0;
        for (Block block : blocks) {
            boolean isNew = clusters.isEmpty()
                    || block.isVideo() && block.isKey()
                    || Math.abs(block.millis() - begun) > LONGEST_MILLIS;
            if (isNew) {
                clusters.add(new ArrayList<>());
                begun = block.millis();
            }
            clusters.get(clusters.size() - 1).add(block);
        }
        return clusters;
    }

    private static byte[] simple(Block block, int relative) {
        byte[] bytes = new byte[4 + block.frame().length];
        bytes[0] = (byte) (0x80 | (block.isVideo() ? Tracks.VIDEO : Tracks.AUDIO));
        bytes[1] = (byte) (relative >> 8);
        bytes[2] = (byte) relative;
        bytes[3] = (byte) (block.isKey() ? 0x80 : 0);
        System.arraycopy(block.frame(), 0, bytes, 4, block.frame().length);
        return bytes;
    }
}
