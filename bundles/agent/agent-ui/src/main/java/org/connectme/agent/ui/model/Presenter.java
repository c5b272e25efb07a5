package org.connectme.agent.ui.model;

import java.util.Optional;
import org.connectme.agent.core.ConsultationState;
import org.connectme.agent.core.Link;
import org.connectme.agent.core.view.Appointment;
import org.connectme.agent.core.view.Payment;

/** What is shown now. Pure: it asks nobody and changes nothing. */
public final class Presenter {

    private Presenter() {}

    /** Where on the way the customer is: the server says how far, and within that they may look back. */
    public static Place place(ConsultationState state, Local local) {
        if (state.entry() != ConsultationState.Entry.INSIDE) {
            return state.entry() == ConsultationState.Entry.OPENING ? Place.OPENING : Place.CODE;
        }
        if (state.link() instanceof Link.Over over && over.why() == Link.Why.TAKEN_OVER) {
            return Place.ELSEWHERE;
        }
        if (state.link() instanceof Link.Over over && over.why() == Link.Why.VERSION) {
            return Place.OUTDATED;
        }
        Appointment appointment =
                state.view() == null ? null : state.view().parts().appointment();
        if (appointment == null) {
            return Place.OPENING;
        }
        Place reached = reached(appointment.stage(), local);
        Payment payment = state.view().parts().payment();
        if (local.isRenewing() && reached == Place.WAITING && payment != null && payment.renewable()) {
            return Place.CARD;
        }
        boolean looksBack = Place.STEPS.contains(reached)
                && local.back()
                        .filter(back -> Place.STEPS.indexOf(back) <= Place.STEPS.indexOf(reached))
                        .isPresent();
        return looksBack ? local.back().orElse(reached) : reached;
    }

    private static Place reached(Appointment.Stage stage, Local local) {
        return switch (stage) {
            case CONTACT -> local.isInvitationRead() ? Place.ABOUT : Place.INVITATION;
            case TERMS -> Place.TERMS;
            case CARD -> Place.CARD;
            case WAITING -> Place.WAITING;
            case CALL -> Place.CALL;
            case SUMMARY -> Place.SUMMARY;
            case CANCELLED, EXPIRED -> Place.OVER;
            case UNKNOWN -> Place.OUTDATED;
        };
    }

    /** The window's content. */
    public static Shown show(Now now) {
        Place place = place(now.state(), now.local());
        Local.Panel aside = now.local().panel().orElse(null);
        if (place != Place.CALL && aside == Local.Panel.SETTINGS) {
            return AsideScreens.settings(now);
        }
        if (place != Place.CALL && aside == Local.Panel.CHECK) {
            return AsideScreens.check(now);
        }
        return switch (place) {
            case CODE -> StepScreens.code(now);
            case OPENING -> Endings.opening(now);
            case INVITATION -> StepScreens.invitation(now);
            case ABOUT -> StepScreens.about(now);
            case TERMS -> StepScreens.terms(now);
            case CARD -> CardScreen.show(now);
            case WAITING -> WaitingScreen.show(now);
            case CALL -> CallScreen.show(now);
            case SUMMARY -> SummaryScreen.show(now);
            case OVER -> Endings.over(now);
            case ELSEWHERE -> Endings.elsewhere(now);
            case OUTDATED -> Endings.outdated(now);
            case SETTINGS, CHECK -> throw new IllegalStateException("no part of the way");
        };
    }

    /** What is told above every screen but the call's. */
    public static Optional<Notice> strip(Now now) {
        if (!now.local().isNewerPackageThere() || place(now.state(), now.local()) == Place.CALL) {
            return Optional.empty();
        }
        return Optional.of(Notice.of(
                "newer",
                Notice.Kind.INFO,
                now.say("app.newer"),
                Choice.plain(now.say("app.newer.get"), new Intent.Download())));
    }

    /** What is asked over everything else. */
    public static Optional<Question> question(Now now) {
        return Questions.ask(now);
    }

    /** What stays on top of all windows. */
    public static Optional<Bar> bar(Now now) {
        return place(now.state(), now.local()) == Place.CALL ? Bars.show(now) : Optional.empty();
    }
}
