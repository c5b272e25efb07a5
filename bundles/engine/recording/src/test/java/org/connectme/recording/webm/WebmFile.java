package org.connectme.recording.webm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.connectme.recording.webm.Ebml.Element;

/** A file as a strict player reads it: every length must be right, and what the index names must be there. */
public final class WebmFile {

    /** Of pictures and sounds, in the order in which they stand. */
    public final List<Long> pictures = new ArrayList<>();

    public final List<Long> sounds = new ArrayList<>();
    public final List<Long> cueMillis = new ArrayList<>();
    public double durationMillis = -1;

    private final byte[] bytes;
    private final int segment;
    private final Map<Integer, Long> seeks = new HashMap<>();
    private final List<Long> clusters = new ArrayList<>();
    private final List<Long> cuePositions = new ArrayList<>();
    private final Map<Long, Long> firstPictures = new HashMap<>();
    private long clusterMillis;

    private WebmFile(byte[] bytes) throws Malformed {
        this.bytes = bytes;
        Element header = Ebml.element(bytes, 0, bytes.length).orElseThrow();
        Element whole = Ebml.element(bytes, (int) header.end(), bytes.length).orElseThrow();
        segment = whole.content();
        Element bounded =
                whole.isUnknown() ? new Element(whole.id(), whole.content(), bytes.length - whole.content()) : whole;
        if (bounded.end() != bytes.length) {
            throw new AssertionError("The segment ends at " + bounded.end() + " of " + bytes.length);
        }
        Ebml.children(bytes, bounded, this::top);
    }

    public static WebmFile read(byte[] bytes) {
        try {
            WebmFile file = new WebmFile(bytes);
            file.check();
            return file;
        } catch (Malformed e) {
            throw new AssertionError(e);
        }
    }

    private void top(Element element) throws Malformed {
        switch (element.id()) {
            case Ebml.SEEK_HEAD -> Ebml.children(bytes, element, this::seek);
            case Ebml.INFO ->
                Ebml.children(bytes, element, field -> {
                    if (field.id() == 0x4489) {
                        durationMillis = Ebml.real(bytes, field);
                    }
                });
            case Ebml.CLUSTER -> {
                clusters.add((long) element.content() - 8 - segment);
                Ebml.children(bytes, element, this::inCluster);
            }
            case Ebml.CUES -> Ebml.children(bytes, element, this::cue);
            case Ebml.VOID, Ebml.TRACKS -> {
                // nothing to keep of these
            }
            default -> throw new AssertionError("An element of id " + Integer.toHexString(element.id()));
        }
    }

    private void seek(Element seek) throws Malformed {
        long[] found = new long[2];
        Ebml.children(bytes, seek, field -> found[field.id() == 0x53AB ? 0 : 1] = Ebml.number(bytes, field));
        seeks.put((int) found[0], found[1]);
    }

    private void inCluster(Element element) throws Malformed {
        if (element.id() == Ebml.TIMESTAMP) {
            clusterMillis = Ebml.number(bytes, element);
            return;
        }
        int at = element.content();
        long millis = clusterMillis + (short) ((bytes[at + 1] & 0xFF) << 8 | bytes[at + 2] & 0xFF);
        boolean isPicture = (bytes[at] & 0x7F) == 1;
        (isPicture ? pictures : sounds).add(millis);
        if (isPicture && (bytes[at + 3] & 0x80) != 0) {
            firstPictures.putIfAbsent(clusters.get(clusters.size() - 1), millis);
        }
    }

    private void cue(Element point) throws Malformed {
        Ebml.children(bytes, point, field -> {
            if (field.id() == 0xB3) {
                cueMillis.add(Ebml.number(bytes, field));
            } else {
                Ebml.children(bytes, field, inner -> {
                    if (inner.id() == 0xF1) {
                        cuePositions.add(Ebml.number(bytes, inner));
                    }
                });
            }
        });
    }

    private void check() throws Malformed {
        for (Map.Entry<Integer, Long> seek : seeks.entrySet()) {
            Element named = Ebml.element(bytes, (int) (segment + seek.getValue()), bytes.length)
                    .orElseThrow();
            if (named.id() != seek.getKey()) {
                throw new AssertionError("The seek head points at something else");
            }
        }
        for (int i = 0; i < cuePositions.size(); i++) {
            if (!cueMillis.get(i).equals(firstPictures.get(cuePositions.get(i)))) {
                throw new AssertionError("A cue points at no cluster that begins with its picture");
            }
        }
    }
}
