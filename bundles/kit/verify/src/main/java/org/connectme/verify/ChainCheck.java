package org.connectme.verify;

import java.util.List;
import org.connectme.core.evidence.EvidenceFile;
import org.connectme.core.evidence.EvidenceFile.Line;
import org.connectme.core.journal.Chain;

/** Whether each entry is the one that was appended there, and none is missing. */
final class ChainCheck {

    private static final String NAME = "chain";

    private ChainCheck() {}

    static void run(EvidenceFile file, Findings findings) {
        List<Line> lines = file.entries();
        Line before = null;
        String written = Chain.ORIGIN; // hash of the entry before, as it stands in the file
        String computed = Chain.ORIGIN; // the same, as it follows from that entry
        for (Line line : lines) {
            int expected = before == null ? 1 : before.seq() + 1;
            if (line.seq() == expected) {
                String fromWritten = hash(file, written, line);
                String fromComputed = hash(file, computed, line);
                if (!line.hash().equals(fromWritten) && !line.hash().equals(fromComputed)) {
                    findings.wrong(
                            NAME,
                            line.seq(),
                            "entry " + line.seq() + " (" + line.type() + ") is not the one that was appended: its kind,"
                                    + " instant, content or hash was changed, or the entry before it was taken out");
                }
                computed = line.hash().equals(fromComputed) ? fromComputed : fromWritten;
            } else {
                findings.wrong(
                        NAME,
                        expected,
                        line.seq() > expected
                                ? range(expected, line.seq() - 1) + " missing"
                                : "number " + line.seq() + " stands where entry " + expected + " must be");
                computed = line.hash();
            }
            written = line.hash();
            before = line;
        }
        int last = before == null ? 0 : before.seq();
        if (file.length() > last) {
            findings.wrong(NAME, last + 1, range(last + 1, file.length()) + " missing: the end was cut off");
        } else if (file.length() < last) {
            findings.wrong(
                    NAME,
                    file.length() + 1,
                    "the file says that it has " + file.length() + " entries, and has " + last);
        } else if (before == null) {
            findings.wrong(NAME, null, "there is no entry");
        } else if (!before.hash().equals(file.head())) {
            findings.wrong(NAME, last, "the head that the file names is not the hash of entry " + last);
        }
        findings.right(NAME, lines.size() + " entries, each chained to the one before");
    }

    private static String hash(EvidenceFile file, String before, Line line) {
        return Chain.next(before, file.consultation(), line.seq(), line.at(), line.type(), line.stored());
    }

    static String range(int from, int to) {
        return from == to ? "entry " + from + " is" : "entries " + from + " to " + to + " are";
    }
}
