package org.connectme.agent.ui.view;

import java.awt.Component;
import org.connectme.agent.ui.model.Meters;
import org.connectme.agent.ui.parts.Chip;
import org.connectme.agent.ui.parts.Column;
import org.connectme.agent.ui.parts.Row;
import org.connectme.agent.ui.parts.Text;

/** Duration, charges, and what the meter does. */
final class MeterStrip {

    private final Text durationLabel = new Text("", Text.Style.SMALL_QUIET);
    private final Text duration = new Text("", Text.Style.HEADING);
    private final Text chargesLabel = new Text("", Text.Style.SMALL_QUIET);
    private final Text charges = new Text("", Text.Style.HEADING);
    private final Chip state = new Chip();
    private final Row row = new Row(
            20,
            Row.Spread.LAST,
            new Column(0, durationLabel, duration),
            new Column(0, chargesLabel, charges),
            new Row(0, Row.Spread.END, state));

    Component component() {
        return row;
    }

    void show(Meters meters) {
        durationLabel.say(meters.durationLabel());
        duration.say(meters.duration());
        chargesLabel.say(meters.chargesLabel());
        charges.say(meters.charges());
        state.show(meters.icon(), meters.token(), meters.state());
        row.revalidate();
    }
}
