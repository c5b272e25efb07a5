package org.connectme.recording.webm;

import java.util.List;

/**
 * What stands around the clusters of a file: the head, of the same length with and without the index, so that it can be
 * written first and again at the end; and the cues behind them.
 */
public final class FileHead {

    private static final int SEEK_BYTES = 128;
    private static final int DURATION_BYTES = 2 + 4 + 8;
    /** An id of 4 bytes and a length of 8. */
    private static final int SEGMENT_HEAD = 12;

    private static final int SEEK = 0x4DBB;
    private static final int SEEK_ID = 0x53AB;
    private static final int SEEK_POSITION = 0x53AC;
    private static final int DURATION = 0x4489;
    private static final int MUXING_APP = 0x4D80;
    private static final int WRITING_APP = 0x5741;
    private static final int CUE_POINT = 0xBB;
    private static final int CUE_TIME = 0xB3;
    private static final int CUE_POSITIONS = 0xB7;
    private static final int CUE_TRACK = 0xF7;
    private static final int CUE_CLUSTER = 0xF1;

    private FileHead() {}

    /** While more may follow: a Segment without a length, which players take as far as it goes. */
    public static byte[] open(byte[] tracks) {
        return head(tracks, Ebml.UNKNOWN, new EbmlOut().fill(SEEK_BYTES), new EbmlOut().fill(DURATION_BYTES));
    }

    /**
     * @param clusters    bytes of head and clusters
     * @param cues        bytes of the cues behind them
     * @param playsMillis how long it plays
     */
    public static byte[] closed(byte[] tracks, long clusters, int cues, long playsMillis) {
        EbmlOut header = header();
        int segment = header.length() + SEGMENT_HEAD;
        int info = SEEK_BYTES;
        int tracksAt = info + info(new EbmlOut().fill(DURATION_BYTES)).length();
        EbmlOut seek = new EbmlOut()
                .element(
                        Ebml.SEEK_HEAD,
                        new EbmlOut()
                                .element(SEEK, seek(Ebml.INFO, info))
                                .element(SEEK, seek(Ebml.TRACKS, tracksAt))
                                .element(SEEK, seek(Ebml.CUES, clusters - segment)));
        seek.fill(SEEK_BYTES - seek.length());
        return head(tracks, clusters + cues - segment, seek, new EbmlOut().real(DURATION, playsMillis));
    }

    /** @return the Cues element; empty where a player cannot begin anywhere */
    public static byte[] cues(List<Cue> cues, boolean hasVideo) {
        if (cues.isEmpty()) {
            return new byte[0];
        }
        int segment = header().length() + SEGMENT_HEAD;
        EbmlOut points = new EbmlOut();
        for (Cue cue : cues) {
            EbmlOut place = new EbmlOut()
                    .number(CUE_TRACK, hasVideo ? Tracks.VIDEO : Tracks.AUDIO)
                    .number(CUE_CLUSTER, cue.position() - segment);
            points.element(
                    CUE_POINT, new EbmlOut().number(CUE_TIME, cue.millis()).element(CUE_POSITIONS, place));
        }
        return new EbmlOut().element(Ebml.CUES, points).bytes();
    }

    private static byte[] head(byte[] tracks, long segmentSize, EbmlOut seek, EbmlOut duration) {
        return header().id(Ebml.SEGMENT)
                .longSize(segmentSize)
                .raw(seek.bytes())
                .raw(info(duration).bytes())
                .raw(tracks)
                .bytes();
    }

    private static EbmlOut header() {
        EbmlOut fields = new EbmlOut()
                .number(0x4286, 1)
                .number(0x42F7, 1)
                .number(0x42F2, 4)
                .number(0x42F3, 8)
                .text(Ebml.DOC_TYPE, "webm")
                .number(0x4287, 4)
                .number(0x4285, 2);
        return new EbmlOut().element(Ebml.HEADER, fields);
    }

    private static EbmlOut info(EbmlOut duration) {
        return new EbmlOut()
                .element(
                        Ebml.INFO,
                        new EbmlOut()
                                .number(Ebml.TIMESTAMP_SCALE, 1_000_000)
                                .text(MUXING_APP, "ConnectMe")
                                .text(WRITING_APP, "ConnectMe")
                                .raw(duration.bytes()));
    }

    private static EbmlOut seek(int id, long position) {
        return new EbmlOut().element(SEEK_ID, new EbmlOut().id(id).bytes()).number(SEEK_POSITION, position);
    }
}
