package org.connectme.agent.ui;

import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.connectme.agent.core.Consultation;
import org.connectme.agent.core.Result;
import org.connectme.agent.core.view.View;
import org.connectme.agent.ui.model.Contact;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Local.Task;
import org.connectme.agent.ui.model.Place;
import org.connectme.agent.ui.model.Presenter;
import org.connectme.agent.ui.model.Shown.Terms.Tick;
import org.connectme.agent.ui.words.Formats;

/** The way from the code to the call: each step as the person takes it. Of the event thread. */
final class Steps {

    private static final int CODE_DIGITS = 9;
    private static final List<Place> STEPS = List.of(Place.INVITATION, Place.ABOUT, Place.TERMS, Place.CARD);

    private final Consultation consultation;
    private final Surroundings surroundings;
    private final Errands errands;

    Steps(Consultation consultation, Surroundings surroundings, Errands errands) {
        this.consultation = consultation;
        this.surroundings = surroundings;
        this.errands = errands;
    }

    /** @return false if it is none of these steps */
    boolean take(Intent intent) {
        if (intent instanceof Intent.Open open) {
            open(open.code());
        } else if (intent instanceof Intent.LookBack look) {
            lookBack(look.step());
        } else if (intent instanceof Intent.Onward onward) {
            onward(onward.from());
        } else if (intent instanceof Intent.GiveContact give) {
            contact(give.contact());
        } else if (intent instanceof Intent.Agree agree) {
            agree(agree.ticked());
        } else if (intent instanceof Intent.OpenCardPage) {
            openCardPage();
        } else if (intent instanceof Intent.AskAgain) {
            errands.run(Task.CARD, () -> consultation.refresh(), () -> {});
        } else if (intent instanceof Intent.Enter) {
            enter();
        } else if (intent instanceof Intent.LeaveNote note) {
            errands.run(Task.NOTE, () -> consultation.note(note.text()), () -> {});
        } else if (intent instanceof Intent.Cancel cancel) {
            errands.run(
                    Task.QUESTION,
                    () -> consultation.cancel(cancel.reason()),
                    () -> errands.local().ask(null));
        } else if (intent instanceof Intent.AnotherTime another) {
            errands.run(
                    Task.QUESTION,
                    () -> consultation.anotherTime(another.note()),
                    () -> errands.local().ask(null));
        } else {
            return false;
        }
        return true;
    }

    private void open(String code) {
        String digits = Formats.latinDigits(code).replaceAll("[^0-9]", "");
        if (digits.length() != CODE_DIGITS) {
            errands.local().tell(errands.words().say("code.incomplete", "count", digits.length()), Map.of());
            return;
        }
        errands.run(
                Task.OPEN,
                () -> consultation.exchange(digits),
                () -> errands.local().lookAt(null));
    }

    private void lookBack(Place step) {
        boolean fromWaiting = Place.CARD == step && stageIs(Place.WAITING);
        if (fromWaiting) {
            errands.local().renew();
        } else {
            errands.local().lookAt(step);
        }
    }

    private boolean stageIs(Place place) {
        return Presenter.place(consultation.state(), errands.local()) == place;
    }

    private void onward(Place from) {
        if (from == Place.INVITATION) {
            errands.local().readInvitation();
        }
        int next = STEPS.indexOf(from) + 1;
        errands.local().lookAt(next < STEPS.size() ? STEPS.get(next) : null);
    }

    private void contact(Contact contact) {
        Map<Contact.Field, String> wrong = contact.wrong(errands.words());
        if (!wrong.isEmpty()) {
            Map<String, String> faults = new HashMap<>();
            wrong.forEach((field, text) -> faults.put(field.key(), text));
            errands.local().tell("", faults);
            return;
        }
        errands.run(
                Task.CONTACT,
                () -> consultation.contact(
                        contact.name().strip(),
                        contact.email().strip(),
                        contact.phone().strip(),
                        contact.topic().strip()),
                () -> onward(Place.ABOUT));
    }

    private void agree(Set<Tick> ticked) {
        View view = consultation.state().view();
        if (view == null || view.parts().appointment() == null) {
            return;
        }
        var offer = view.parts().appointment().offer();
        boolean waiver = !offer.withdrawalWaiver().isBlank();
        Set<Tick> needed = waiver ? EnumSet.allOf(Tick.class) : EnumSet.of(Tick.PLAN, Tick.TERMS);
        if (!ticked.containsAll(needed)) {
            errands.local().tell(errands.words().say("terms.tick"), Map.of());
            return;
        }
        errands.run(
                Task.AGREE,
                () -> consultation.agree(offer.planHash(), offer.termsHash(), waiver),
                () -> onward(Place.TERMS));
    }

    /** Card numbers never come into this app: the provider's form opens in the system's browser. */
    private void openCardPage() {
        if (!errands.local().begin(Task.CARD)) {
            return;
        }
        consultation.cardPage().whenComplete((result, failure) -> {
            if (result instanceof Result.Done<URI> done) {
                boolean opened = isOwn(done.value()) && surroundings.browse(done.value());
                errands.later(() -> cardPage(done.value(), opened));
            } else {
                errands.later(() -> errands.refused(Task.CARD, Errands.problem(result, failure)));
            }
        });
    }

    /** Nobody but this server is handed to the browser. */
    private boolean isOwn(URI address) {
        URI server = consultation.server();
        return server.getScheme().equals(address.getScheme())
                && server.getAuthority().equals(address.getAuthority());
    }

    private void cardPage(URI address, boolean opened) {
        errands.local().finish(Task.CARD);
        errands.local().cardPageOpened(true);
        if (!opened) {
            errands.local().tell(errands.words().say("card.browser.failed", "address", address), Map.of());
        }
    }

    private void enter() {
        errands.run(Task.ENTER, () -> consultation.enter(), () -> {});
    }
}
