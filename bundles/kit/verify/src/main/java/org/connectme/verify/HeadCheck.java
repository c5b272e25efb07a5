package org.connectme.verify;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.connectme.core.Side;
import org.connectme.core.evidence.EvidenceFile;
import org.connectme.core.evidence.EvidenceFile.Line;
import org.connectme.core.evidence.EvidenceFile.ReceivedHead;
import org.connectme.core.journal.Chain;

/**
 * Whether the file agrees with heads that people hold: what both pages confirmed, and what the reader was mailed
 * (CON-4). That finds an end which was cut off or rewritten with the server's own key.
 */
final class HeadCheck {

    private static final String NAME = "heads";

    /** A head as the summary mail names it. */
    record Mailed(int length, String head) {}

    private HeadCheck() {}

    static void run(EvidenceFile file, List<Mailed> mailed, Findings findings) {
        Set<Side> silent = EnumSet.allOf(Side.class);
        for (ReceivedHead received : file.received()) {
            silent.remove(received.side());
            compare(
                    file,
                    received.length(),
                    received.head(),
                    "the " + name(received.side()) + "'s page, at " + received.at() + ",",
                    findings);
        }
        for (Mailed head : mailed) {
            compare(file, head.length(), head.head(), "the mail, or whoever gave the head,", findings);
        }
        for (Side side : silent) {
            findings.note(NAME, null, "the " + name(side) + "'s page has confirmed no head");
        }
        if (!file.received().isEmpty() || !mailed.isEmpty()) {
            findings.right(NAME, "agrees with every head that was received");
        }
    }

    private static void compare(EvidenceFile file, int length, String head, String who, Findings findings) {
        List<Line> entries = file.entries();
        int last = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).seq();
        if (length > last) {
            findings.wrong(
                    NAME,
                    last + 1,
                    who + " had " + length + " entries: " + ChainCheck.range(last + 1, length)
                            + " missing, the end was cut off");
            return;
        }
        String here = entries.stream()
                .filter(line -> line.seq() == length)
                .map(Line::hash)
                .findFirst()
                .orElse(Chain.ORIGIN);
        if (!here.equals(head)) {
            findings.wrong(
                    NAME,
                    length,
                    who + " had another entry " + length + ": it, or one before it, was rewritten afterwards");
        }
    }

    static String name(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }
}
