package org.connectme.agent.ui.view;

import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.swing.JDialog;
import javax.swing.JFileChooser;
import javax.swing.WindowConstants;
import org.connectme.agent.ui.words.Words;
import org.jspecify.annotations.Nullable;

/**
 * Where the person chooses a file to send, or a folder. A window of this app's own, which injected input leaves alone: nobody else can
 * choose here. Of the event thread.
 */
public final class FileChoice {

    private final OnScreen onScreen;
    private @Nullable JDialog dialog;

    public FileChoice(OnScreen onScreen) {
        this.onScreen = onScreen;
    }

    /** Asks once; a second press shows the same window. */
    public void open(Words words, @Nullable Window near, Consumer<Path> chosen) {
        open(words.say("file.choose"), words.say("file.send"), JFileChooser.FILES_ONLY, near, chosen);
    }

    /** Asks once for a folder. */
    public void openFolder(Words words, @Nullable Window near, Consumer<Path> chosen) {
        open(
                words.say("settings.folder"),
                words.say("settings.folder.take"),
                JFileChooser.DIRECTORIES_ONLY,
                near,
                chosen);
    }

    private void open(String title, String approve, int mode, @Nullable Window near, Consumer<Path> chosen) {
        if (dialog != null) {
            dialog.toFront();
            return;
        }
        JFileChooser chooser = new JFileChooser();
        chooser.setMultiSelectionEnabled(false);
        chooser.setFileSelectionMode(mode);
        chooser.setApproveButtonText(approve);
        JDialog open = new JDialog((Window) null, title, JDialog.ModalityType.MODELESS);
        dialog = open;
        open.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
        open.setAlwaysOnTop(true);
        open.setContentPane(chooser);
        chooser.addActionListener(event -> {
            Path file =
                    JFileChooser.APPROVE_SELECTION.equals(event.getActionCommand()) && chooser.getSelectedFile() != null
                            ? chooser.getSelectedFile().toPath()
                            : null;
            close();
            if (file != null) {
                chosen.accept(file);
            }
        });
        open.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                close();
            }
        });
        open.pack();
        open.setLocationRelativeTo(near);
        onScreen.show(open);
    }

    /** Chosen nothing. */
    public void close() {
        if (dialog != null) {
            onScreen.end(dialog);
            dialog = null;
        }
    }
}
