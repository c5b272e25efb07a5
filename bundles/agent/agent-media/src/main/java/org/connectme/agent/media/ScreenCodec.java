package org.connectme.agent.media;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a screen is packed. The native part sends with the codec that the offer names first, so AV1, which takes a fifth
 * of VP8's bytes for a screen, is put first in the offer's line for screens. Pure.
 */
final class ScreenCodec {

    private static final Pattern LINE = Pattern.compile("(?m)^m=");
    private static final Pattern AV1 = Pattern.compile("(?m)^a=rtpmap:(\\d+) AV1/");
    private static final Pattern PAYLOADS = Pattern.compile("^(m=video \\S+ \\S+)((?: \\d+)+)");

    /** Kilobits a second with which the native part begins, before it knows the line: else the first picture takes seconds. */
    private static final String BEGIN = "x-google-start-bitrate=2000";

    private ScreenCodec() {}

    /**
     * @param sdp an offer
     * @param line number of the description's line for screens, from 0
     * @return the offer, the same but for the order of codecs and how AV1 begins; unchanged where there is no such line or no AV1 in it
     */
    static String preferred(String sdp, int line) {
        List<Integer> starts = new ArrayList<>();
        Matcher lines = LINE.matcher(sdp);
        while (lines.find()) {
            starts.add(lines.start());
        }
        if (line >= starts.size()) {
            return sdp;
        }
        int from = starts.get(line);
        int to = line + 1 < starts.size() ? starts.get(line + 1) : sdp.length();
        return sdp.substring(0, from) + reordered(sdp.substring(from, to)) + sdp.substring(to);
    }

    private static String reordered(String section) {
        Matcher payloads = PAYLOADS.matcher(section);
        if (!payloads.find()) {
            return section;
        }
        List<String> order = new ArrayList<>(List.of(payloads.group(2).strip().split(" ")));
        List<String> first = AV1.matcher(section)
                .results()
                .map(found -> found.group(1))
                .filter(order::contains)
                .toList();
        order.removeAll(first);
        order.addAll(0, first);
        String rest = section.substring(payloads.end());
        for (String each : first) {
            rest = Pattern.compile("(?m)^(a=fmtp:" + each + " [^\\r\\n]*)")
                    .matcher(rest)
                    .replaceFirst("$1;" + BEGIN);
        }
        return payloads.group(1) + " " + String.join(" ", order) + rest;
    }
}
