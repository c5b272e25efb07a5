package org.connectme.agent.ui.view;

import java.awt.Component;
import java.awt.Dimension;
import java.util.function.Consumer;
import javax.swing.DefaultComboBoxModel;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JList;
import org.connectme.agent.core.Device;
import org.connectme.agent.ui.look.Look;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Shown;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Text;
import org.jspecify.annotations.Nullable;

/** Which microphone, camera or speaker. */
final class DeviceChoice extends Column {

    private static final long serialVersionUID = 1;

    private final JComboBox<Device> box = new JComboBox<>();
    private final Text label = new Text("", Text.Style.STRONG);
    private final Text none = new Text("", Text.Style.QUIET);
    private transient Shown.@Nullable Devices shown;
    private boolean filling;

    DeviceChoice(Consumer<Intent> hands) {
        super(4);
        add(label);
        add(box);
        add(none);
        box.setFont(Look.font(Look.BASE, false));
        box.setRenderer(new DefaultListCellRenderer() {
            private static final long serialVersionUID = 1;

            @Override
            public Component getListCellRendererComponent(
                    JList<?> list, Object value, int index, boolean selected, boolean focused) {
                Object text = value instanceof Device device ? device.name() : value;
                return super.getListCellRendererComponent(list, text, index, selected, focused);
            }
        });
        box.setPreferredSize(new Dimension(Look.px(120), Look.px(Look.TARGET + 2)));
        box.addActionListener(event -> {
            if (!filling && box.getSelectedItem() instanceof Device device) {
                hands.accept(new Intent.Use(device));
            }
        });
    }

    void show(Shown.Devices devices) {
        if (devices.equals(shown)) {
            return;
        }
        shown = devices;
        filling = true;
        box.setModel(new DefaultComboBoxModel<>(devices.choices().toArray(Device[]::new)));
        devices.chosen().ifPresent(box::setSelectedItem);
        filling = false;
        label.say(devices.label());
        none.say(devices.choices().isEmpty() ? devices.none() : "");
        box.setVisible(!devices.choices().isEmpty());
        box.getAccessibleContext().setAccessibleName(devices.label());
        revalidate();
    }
}
