package org.connectme.journal;

import java.util.ArrayList;
import java.util.List;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.journal.JournalTables.Tip;

/** A journal as this node last saw it, with what it takes to read and write its personal fields. Immutable. */
record KnownJournal(History history, PersonalCipher cipher, boolean erased) {

    boolean isAt(Tip tip) {
        return history.length() == tip.length() && history.head().equals(tip.head()) && erased == tip.erased();
    }

    KnownJournal grownBy(List<Entry> more) {
        List<Entry> entries = new ArrayList<>(history.length() + more.size());
        entries.addAll(history.entries());
        entries.addAll(more);
        return new KnownJournal(new History(history.id(), entries), cipher, erased);
    }
}
