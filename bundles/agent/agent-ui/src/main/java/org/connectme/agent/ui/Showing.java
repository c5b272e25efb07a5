package org.connectme.agent.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.connectme.agent.core.Consultation;
import org.connectme.agent.core.ControlState;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.View;
import org.connectme.agent.ui.model.Local;
import org.connectme.agent.ui.model.Local.Task;
import org.connectme.agent.ui.model.Questions;
import org.jspecify.annotations.Nullable;

/** What is shown of this screen, and for which consent: never a moment longer than that. Of the event thread. */
final class Showing {

    private final Consultation consultation;
    private final Errands errands;
    private List<Screen> screens = List.of();
    private @Nullable MediaCall call;
    private @Nullable String shownFor;
    private boolean stood;
    private @Nullable String chooseFor;

    Showing(Consultation consultation, Errands errands) {
        this.consultation = consultation;
        this.errands = errands;
    }

    /** What can be shown now. */
    void screens(List<Screen> now) {
        screens = List.copyOf(now);
    }

    /** Another call, or none: what was shown is over. */
    void call(@Nullable MediaCall now) {
        call = now;
        shownFor = null;
    }

    /** For the next version of the windows. */
    void leave(ObjectNode left) {
        left.put("shownFor", shownFor).put("stood", stood);
    }

    /** As the version before left it; the call that it had is there, and stays as it is. */
    void resume(JsonNode left, @Nullable MediaCall open) {
        shownFor = left.path("shownFor").textValue();
        stood = left.path("stood").asBoolean();
        call = open;
    }

    /** A screen that was shown for a consent is not shown a moment longer than that. */
    void consentsChanged() {
        String request = shownFor;
        if (request == null) {
            return;
        }
        boolean stands = request.equals(consultation.state().control().request());
        // Until it is noted for the first time, the yes is still on its way.
        if (isOver(request) || (stood && !stands)) {
            shownFor = null;
            onCall(MediaCall::stopSharing);
        }
        stood |= stands;
    }

    private boolean isOver(String request) {
        View view = consultation.state().view();
        return view != null
                && view.parts().consents() != null
                && view.parts().consents().consents().stream()
                        .anyMatch(consent -> consent.request().equals(request)
                                && (consent.state() == Consent.State.ENDED
                                        || consent.state() == Consent.State.REFUSED));
    }

    /** A no needs nobody: unanswered, it is one. */
    void answer(String request, Consent.@Nullable Scope scope) {
        if (scope == null) {
            errands.local().refuse(request);
            consultation.answer(request, null);
            return;
        }
        consultation
                .answer(request, scope)
                .whenComplete((problem, failure) -> errands.later(() -> {
                    if (problem == null || problem.isPresent()) {
                        errands.refused(Task.QUESTION, Errands.problem(problem, failure));
                    } else if (scope == Consent.Scope.SCREEN_ONLY || scope == Consent.Scope.SCREEN_KEYBOARD_MOUSE) {
                        chooseScreen(request, scope == Consent.Scope.SCREEN_KEYBOARD_MOUSE);
                    }
                }));
    }

    /** Asks what to show, on its own or for the consent that stands. */
    void chooseScreen() {
        ControlState control = consultation.state().control();
        chooseScreen(control.request(), control.scope() == Consent.Scope.SCREEN_KEYBOARD_MOUSE);
    }

    /**
     * Asks what to show, unless something fitting is shown, or there is but one.
     *
     * @param request the consent that it is shown for, if any
     * @param lends whether keyboard and mouse go with it
     */
    private void chooseScreen(@Nullable String request, boolean lends) {
        chooseFor = request;
        if (call == null
                || call.shared().filter(shown -> !lends || !shown.isWindow()).isPresent()) {
            return;
        }
        List<Screen> choices = Questions.choices(screens, lends);
        if (choices.size() == 1) {
            share(choices.get(0));
        } else {
            errands.local().ask(Local.Own.SCREEN);
        }
    }

    void share(Screen screen) {
        shownFor = chooseFor;
        stood = false;
        chooseFor = null;
        errands.local().ask(null);
        onCall(open -> open.share(screen));
        errands.local().putAway(true);
    }

    /** Nothing is asked about screens any more. */
    void neverMind() {
        errands.local().ask(null);
        chooseFor = null;
    }

    void stop() {
        shownFor = null;
        consultation.stop();
        errands.local().putAway(false);
    }

    void stopSharing() {
        shownFor = null;
        onCall(MediaCall::stopSharing);
        errands.local().putAway(false);
    }

    private void onCall(Consumer<MediaCall> step) {
        if (call != null) {
            step.accept(call);
        }
    }
}
