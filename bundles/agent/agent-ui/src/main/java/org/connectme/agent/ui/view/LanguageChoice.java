package org.connectme.agent.ui.view;

import java.util.function.Consumer;
import javax.swing.JComboBox;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.words.Language;

/** The app's languages, each by its own name. */
final class LanguageChoice extends JComboBox<String> {

    private static final long serialVersionUID = 1;

    LanguageChoice(String name, int chosen, Consumer<Intent> hands) {
        for (Language language : Language.values()) {
            addItem(language.ownName());
        }
        setSelectedIndex(chosen);
        getAccessibleContext().setAccessibleName(name);
        addActionListener(event -> hands.accept(new Intent.Speak(Language.values()[getSelectedIndex()])));
    }
}
