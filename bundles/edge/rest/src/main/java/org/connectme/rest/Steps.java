package org.connectme.rest;

import org.connectme.core.command.Command;
import org.connectme.core.command.ConsultationCommand.DismissEnd;
import org.connectme.core.command.ConsultationCommand.HangUp;
import org.connectme.core.command.ConsultationCommand.ProposeEnd;

/** The red button's steps, the same for both sides. */
enum Steps {
    PROPOSE(new ProposeEnd()),
    DISMISS(new DismissEnd()),
    CONFIRM(new HangUp());

    private final Command command;

    Steps(Command command) {
        this.command = command;
    }

    static Command read(Body body) {
        Steps step = body.choice("step", Steps.class);
        body.check();
        return step.command;
    }
}
