package org.connectme.agent.control.clipboard;

import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.IOException;
import org.connectme.agent.core.Clipboard;
import org.connectme.agent.core.ClipboardFactory;
import org.osgi.service.component.annotations.Component;

/** The clipboard as Java reaches it on each system. Stateless; any thread, and none that must not wait. */
@Component(service = ClipboardFactory.class)
public final class SystemClipboard implements ClipboardFactory, Clipboard {

    @Override
    public boolean serves() {
        return !GraphicsEnvironment.isHeadless();
    }

    @Override
    public Clipboard open() {
        return this;
    }

    @Override
    public String text() throws IOException {
        try {
            java.awt.datatransfer.Clipboard clipboard = clipboard();
            return clipboard.isDataFlavorAvailable(DataFlavor.stringFlavor)
                    ? (String) clipboard.getData(DataFlavor.stringFlavor)
                    : "";
        } catch (UnsupportedFlavorException e) {
            // Somebody copied something else in between.
            return "";
        } catch (IllegalStateException e) {
            throw new IOException("Another program holds the clipboard", e);
        }
    }

    @Override
    public void put(String text) throws IOException {
        try {
            clipboard().setContents(new StringSelection(text), null);
        } catch (IllegalStateException e) {
            throw new IOException("Another program holds the clipboard", e);
        }
    }

    private static java.awt.datatransfer.Clipboard clipboard() throws IOException {
        try {
            return Toolkit.getDefaultToolkit().getSystemClipboard();
        } catch (HeadlessException e) {
            throw new IOException("There is no desktop", e);
        }
    }
}
