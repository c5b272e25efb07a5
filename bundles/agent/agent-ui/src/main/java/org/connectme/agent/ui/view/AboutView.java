package org.connectme.agent.ui.view;

import java.awt.Component;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.swing.JButton;
import org.connectme.agent.ui.model.Contact;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Field;
import org.connectme.agent.ui.parts.Page;
import org.connectme.agent.ui.parts.Text;
import org.jspecify.annotations.Nullable;

/** The contact form. What is typed outlives every refusal, a change of language, and a look back. */
final class AboutView extends ScreenView<Shown.About> {

    private static final long serialVersionUID = 1;

    private final Map<Contact.Field, Field> fields = new EnumMap<>(Contact.Field.class);
    private final Text problem = new Text("", Text.Style.ERROR);
    private @Nullable Contact typed;
    private @Nullable JButton forward;

    AboutView(Consumer<Intent> hands) {
        super(hands);
    }

    @Override
    void update(Shown.@Nullable About before, Shown.About now) {
        if (before == null || !before.labels().equals(now.labels())) {
            build(now, typed == null ? now.start() : typed);
        }
        for (Contact.Field field : Contact.Field.values()) {
            fields.get(field).fault(now.faults().getOrDefault(field.key(), ""));
        }
        if (before == null || !before.faults().equals(now.faults())) {
            fields.entrySet().stream()
                    .filter(entry -> now.faults().containsKey(entry.getKey().key()))
                    .findFirst()
                    .ifPresent(entry -> entry.getValue().input().requestFocusInWindow());
        }
        problem.say(now.problem());
        busy(forward, now.forward());
    }

    private void build(Shown.About now, Contact start) {
        Column content = new Column(
                20,
                Ways.steps(now.steps(), this::want),
                new Column(8, new Text(now.title(), Text.Style.TITLE), new Text(now.lead(), Text.Style.QUIET)));
        for (Contact.Field each : Contact.Field.values()) {
            Field field = field(each, now);
            fields.put(each, field);
            field.fill(start.of(each));
            field.onTyped(() -> {
                typed = contact();
                field.fault("");
            });
            content.add(field);
        }
        content.add(problem);
        forward = forward(now.forward(), this::give);
        replace(new Page(content, forward));
    }

    private Field field(Contact.Field field, Shown.About now) {
        String label = now.labels().get(field);
        String hint = now.hints().get(field);
        return switch (field) {
            case TOPIC -> Field.area(label, hint, 3, field.longest());
            case NAME -> Field.line(label, hint, field.longest()).onEnter(this::give);
            case EMAIL, PHONE ->
                Field.line(label, hint, field.longest()).leftToRight().onEnter(this::give);
        };
    }

    private void give() {
        want(new Intent.GiveContact(contact()));
    }

    private Contact contact() {
        return new Contact(
                fields.get(Contact.Field.NAME).typed(),
                fields.get(Contact.Field.EMAIL).typed(),
                fields.get(Contact.Field.PHONE).typed(),
                fields.get(Contact.Field.TOPIC).typed());
    }

    @Override
    Component first() {
        Field name = fields.get(Contact.Field.NAME);
        return name == null ? this : name.input();
    }
}
