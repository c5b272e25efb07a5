package org.connectme.verify;

import org.connectme.core.evidence.EvidenceFile;
import org.connectme.core.evidence.EvidenceFile.Line;
import org.connectme.core.evidence.EvidenceFile.Opened;

/** Whether what is given in clear belongs to an encrypted field that is really there. */
final class OpenedCheck {

    private static final String NAME = "opened";

    private OpenedCheck() {}

    static void run(EvidenceFile file, Findings findings) throws Unreadable {
        for (Opened opened : file.opened()) {
            boolean isThere = false;
            for (Line line : file.entries()) {
                isThere |= line.seq() == opened.seq() && EventReader.isSealed(line, opened.field());
            }
            if (!isThere) {
                findings.wrong(
                        NAME, opened.seq(), "entry " + opened.seq() + " has no encrypted \"" + opened.field() + "\"");
            }
        }
    }
}
