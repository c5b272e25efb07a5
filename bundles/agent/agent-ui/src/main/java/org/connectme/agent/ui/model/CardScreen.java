package org.connectme.agent.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.connectme.agent.core.view.Payment;
import org.connectme.agent.ui.look.Icon;
import org.connectme.agent.ui.model.Notice.Kind;
import org.connectme.agent.ui.words.Formats;

/** The card is entered in the system's browser, never here; this screen tells how it stands and goes on by itself. */
final class CardScreen {

    private CardScreen() {}

    static Shown show(Now now) {
        Local local = now.local();
        Payment payment = now.parts().payment();
        Payment.Status status = payment == null ? Payment.Status.NONE : payment.status();
        boolean saved = status == Payment.Status.SAVED;
        boolean again = local.isCardPageOpened() || status != Payment.Status.NONE;
        String label =
                saved ? now.say("card.saved.other") : now.say(again ? "card.browser.again" : "card.browser.open");
        Choice open = new Choice(
                label,
                saved ? Choice.Kind.USUAL : Choice.Kind.PRIMARY,
                new Intent.OpenCardPage(),
                local.is(Local.Task.CARD));
        List<Choice> others = local.isCardPageOpened()
                ? List.of(Choice.plain(now.say("card.browser.look"), new Intent.AskAgain()))
                : List.of();
        return new Shown.Card(
                StepScreens.steps(now, Place.CARD),
                saved ? now.say("card.saved.title") : now.say("card.title"),
                Plans.hold(StepScreens.appointment(now).offer().plan(), now.words(), now.formats())
                                .isEmpty()
                        ? ""
                        : held(now),
                now.say("card.held.explain"),
                saved
                        ? List.of()
                        : List.of(now.say("card.browser.1"), now.say("card.browser.2"), now.say("card.browser.3")),
                notices(now, payment, status),
                local.problem(),
                open,
                others);
    }

    private static String held(Now now) {
        var plan = StepScreens.appointment(now).offer().plan();
        return now.say("card.held", "amount", now.formats().money(plan.money(plan.hold())));
    }

    private static List<Notice> notices(Now now, Payment payment, Payment.Status status) {
        List<Notice> notices = new ArrayList<>();
        switch (status) {
            case DECLINED -> {
                String reason = Optional.ofNullable(payment.declineReason()).orElse("generic");
                String why = now.words().maybe("decline." + reason).orElseGet(() -> now.say("decline.generic"));
                notices.add(Notice.of("declined", Kind.ALERT, now.say("decline.title") + " " + why));
            }
            case CHECKING -> notices.add(Notice.of("checking", Kind.INFO, Icon.RUN, now.say("card.checking")));
            case CHALLENGE ->
                notices.add(Notice.of("challenge", Kind.INFO, Icon.RUN, now.say("card.browser.challenge")));
            case DOUBT ->
                notices.add(Notice.of(
                        "doubt", Kind.STILL, now.say(payment.otherCard() ? "card.doubt.other" : "card.doubt")));
            case SAVED -> {
                notices.add(Notice.of(
                        "saved",
                        Kind.LIVE,
                        now.say(
                                "card.saved",
                                "brand",
                                Formats.cardBrand(
                                        Optional.ofNullable(payment.cardBrand()).orElse("")),
                                "digits",
                                Optional.ofNullable(payment.cardLastFour()).orElse(""))));
                if (payment.holdAt() != null) {
                    notices.add(Notice.of(
                            "saved-when",
                            Kind.INFO,
                            now.say("card.saved.when", "day", now.formats().day(payment.holdAt()))));
                }
            }
            default -> {
                if (now.local().isCardPageOpened()) {
                    notices.add(Notice.of("opened", Kind.INFO, now.say("card.browser.opened")));
                }
            }
        }
        return notices;
    }
}
