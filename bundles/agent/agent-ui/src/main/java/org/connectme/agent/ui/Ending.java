package org.connectme.agent.ui;

import java.util.Map;
import org.connectme.agent.core.Consultation;
import org.connectme.agent.core.EndStep;
import org.connectme.agent.core.Problem;
import org.connectme.agent.core.view.Presence;
import org.connectme.agent.core.view.Side;
import org.connectme.agent.core.view.View;
import org.connectme.agent.ui.model.Local.Task;
import org.connectme.agent.ui.model.Problems;

/** The red button and its question. Of the event thread. */
final class Ending {

    private final Consultation consultation;
    private final Errands errands;
    private boolean proposed;

    Ending(Consultation consultation, Errands errands) {
        this.consultation = consultation;
        this.errands = errands;
    }

    void propose() {
        errands.local().end(true);
        end(EndStep.PROPOSE);
    }

    void dismiss() {
        errands.local().end(false);
        end(EndStep.DISMISS);
    }

    /** The server took the silence at the red button's question as a no, and the meter goes on: so the question goes. */
    void proposalChanged() {
        View view = consultation.state().view();
        Presence presence = view == null ? null : view.parts().presence();
        boolean asked = presence != null
                && presence.endProposed() != null
                && presence.endProposed().by() == Side.CUSTOMER;
        if (proposed && !asked) {
            errands.local().end(false);
        }
        proposed = asked;
    }

    void confirm() {
        if (!errands.local().begin(Task.END)) {
            return;
        }
        consultation
                .end(EndStep.CONFIRM)
                .whenComplete((problem, failure) -> errands.later(() -> {
                    errands.local().finish(Task.END);
                    if (problem == null || problem.isPresent()) {
                        endRefused(Errands.problem(problem, failure));
                    } else {
                        errands.local().end(false);
                    }
                }));
    }

    private void end(EndStep step) {
        consultation
                .end(step)
                .whenComplete((problem, failure) -> errands.later(() -> {
                    if (problem == null || problem.isPresent()) {
                        endRefused(Errands.problem(problem, failure));
                    }
                }));
    }

    private void endRefused(Problem problem) {
        errands.local()
                .tell(
                        problem.status() == 0
                                ? errands.words().say("end.late")
                                : Problems.text(problem, errands.words()),
                        Map.of());
    }
}
