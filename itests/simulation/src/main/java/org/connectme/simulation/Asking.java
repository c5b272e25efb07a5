package org.connectme.simulation;

import java.util.ArrayList;
import java.util.List;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsentCommand.EndConsent;
import org.connectme.core.command.ConsentCommand.GiveConsent;
import org.connectme.core.command.ConsentCommand.RefuseConsent;
import org.connectme.core.command.ConsentCommand.RequestConsent;
import org.connectme.core.event.ConsentEvent.Scope;

/** Asking for consent in a call, and every answer there is: the right one, less, more than was asked, late, none. */
final class Asking {

    private final Dice dice;
    private final List<RequestConsent> asked = new ArrayList<>();

    Asking(Dice dice) {
        this.dice = dice;
    }

    /** What the consultant presses next. */
    Command consultantsNext() {
        if (!asked.isEmpty() && dice.chance(0.2)) {
            return new EndConsent(any().request());
        }
        RequestConsent request = new RequestConsent(
                "request-" + (asked.size() + 1), dice.oneOf(Scope.values()), "to help you", (int) dice.between(1, 30));
        asked.add(request);
        return request;
    }

    boolean wasAnything() {
        return !asked.isEmpty();
    }

    /** What the customer presses next. */
    Command customersNext() {
        RequestConsent request = dice.chance(0.7) ? asked.get(asked.size() - 1) : any();
        if (dice.chance(0.2)) {
            return new RefuseConsent(request.request());
        }
        if (dice.chance(0.2)) {
            return new EndConsent(request.request());
        }
        Scope granted = dice.chance(0.6) ? request.scope() : dice.oneOf(Scope.values());
        return new GiveConsent(request.request(), granted);
    }

    private RequestConsent any() {
        return asked.get((int) dice.between(0, asked.size() - 1));
    }
}
