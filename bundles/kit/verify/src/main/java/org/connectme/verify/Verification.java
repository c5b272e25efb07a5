package org.connectme.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.connectme.core.Bill;
import org.connectme.core.event.Event;
import org.connectme.core.event.UnknownEvent;
import org.connectme.core.evidence.EvidenceFile;
import org.connectme.core.evidence.EvidenceFile.Line;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;

/** All checks of one file, in the order in which they build on each other. Pure. */
final class Verification {

    private Verification() {}

    /**
     * @param published ids of the keys that the operator published; empty if there are none to compare
     * @param mailed    heads that the reader holds from elsewhere
     */
    static Report of(byte[] bytes, Set<String> published, List<HeadCheck.Mailed> mailed) {
        Findings findings = new Findings();
        EvidenceReader read;
        try {
            read = EvidenceReader.read(bytes);
        } catch (Unreadable e) {
            findings.wrong("file", e.entry(), "the file was damaged or changed " + e.getMessage());
            return new Report(Optional.empty(), Optional.empty(), Optional.empty(), findings.all());
        }
        EvidenceFile file = read.file();
        ChainCheck.run(file, findings);
        SignatureCheck.run(read, published, findings);
        HeadCheck.run(file, mailed, findings);
        try {
            OpenedCheck.run(file, findings);
            History history = history(file, findings);
            AgreementCheck.run(history, findings);
            Optional<Bill> bill = BillCheck.run(history, findings);
            MoneyCheck.run(history, bill, findings);
            return new Report(Optional.of(file), Optional.of(history), bill, findings.all());
        } catch (Unreadable e) {
            findings.wrong("content", e.entry(), "entry " + e.entry() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            // Entries that no server wrote may fail anywhere in the rules, which trust their journal.
            findings.wrong("content", null, "the entries do not add up to a consultation: " + e.getMessage());
        }
        return new Report(Optional.of(file), Optional.empty(), Optional.empty(), findings.all());
    }

    private static History history(EvidenceFile file, Findings findings) throws Unreadable {
        List<Entry> entries = new ArrayList<>();
        for (Line line : file.entries()) {
            Event event = EventReader.read(line);
            if (event instanceof UnknownEvent) {
                findings.note(
                        "content",
                        line.seq(),
                        "entry " + line.seq() + " is of a kind (" + line.type()
                                + ") that a newer version of this program may know; it counts for nothing here");
            }
            // Numbered as they stand: a gap was named already, and what follows reads them by their place.
            entries.add(new Entry(entries.size() + 1, line.at(), event, line.hash()));
        }
        return new History(file.consultation(), entries);
    }
}
