package org.connectme.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.connectme.core.recording.Answer;
import org.connectme.core.recording.RecordingOversight;
import org.connectme.core.recording.RecordingOversight.Store;
import org.jspecify.annotations.Nullable;

/** Shows the stores of recordings, what is not sealed yet, and what no consultation knows of. */
@Service
@Command(
        scope = "connectme",
        name = "recordings",
        description = "Lists the stores of recordings, recordings that are not sealed yet, and orphans")
public final class RecordingList implements Action {

    @Reference
    RecordingOversight recordings;

    @Reference
    Session session;

    @Override
    public @Nullable Object execute() {
        ShellTable stores = new ShellTable().emptyTableText("There is no store: nothing can be recorded.");
        stores.column("Store");
        stores.column("Version");
        stores.column("Place");
        stores.column("Free MiB").alignRight();
        ShellTable open = new ShellTable().emptyTableText("Every recording is sealed.");
        open.column("Recording");
        open.column("Consultation");
        open.column("Store");
        open.column("State");
        open.column("Bytes").alignRight();
        recordings
                .open()
                .forEach(one -> open.addRow()
                        .addContent(one.recording(), one.consultation(), one.store(), one.state(), one.bytes()));
        List<Store> all = recordings.stores();
        all.forEach(store -> stores.addRow()
                .addContent(
                        store.isDefault() ? store.id() + " (new ones)" : store.id(),
                        store.version(),
                        store.place(),
                        store.freeBytes() < 0 ? "?" : store.freeBytes() >> 20));
        stores.print(session.getConsole());
        open.print(session.getConsole());
        all.forEach(store -> orphans(store.id()));
        return null;
    }

    private void orphans(String store) {
        if (recordings.orphans(store) instanceof Answer.Given<List<String>> orphans) {
            orphans.value()
                    .forEach(id -> session.getConsole()
                            .println(id + " lies in " + store + ", and no consultation knows of it."));
        } else {
            session.getConsole().println("The store " + store + " does not say now what lies in it.");
        }
    }
}
