package org.connectme.recording.webm;

/**
 * How far a take's stream was read: all that is needed to read on.
 *
 * @param headRead      EBML header and tracks were there
 * @param videoNumber   of its picture in the stream; 0 for none
 * @param audioNumber   likewise
 * @param clusterMillis time of the cluster that is being read; -1 before it is known
 * @param videoMillis   time of the last picture; -1 before the first
 * @param audioMillis   likewise
 */
public record TakeState(
        boolean headRead, int videoNumber, int audioNumber, long clusterMillis, long videoMillis, long audioMillis) {

    /** At the beginning of a stream. */
    public static final TakeState START = new TakeState(false, 0, 0, -1, -1, -1);

    TakeState withHead(Tracks tracks) {
        return new TakeState(true, tracks.videoNumber(), tracks.audioNumber(), -1, videoMillis, audioMillis);
    }

    TakeState inCluster(long millis) {
        return new TakeState(headRead, videoNumber, audioNumber, millis, videoMillis, audioMillis);
    }

    TakeState after(Block block) {
        return new TakeState(
                headRead,
                videoNumber,
                audioNumber,
                clusterMillis,
                block.isVideo() ? block.millis() : videoMillis,
                block.isVideo() ? audioMillis : block.millis());
    }

    long lastMillis() {
        return Math.max(videoMillis, audioMillis);
    }
}
