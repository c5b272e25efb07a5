package org.connectme.agent.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import javax.swing.SwingUtilities;
import org.connectme.agent.core.Consultation;
import org.connectme.agent.core.EndStep;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Problem;
import org.connectme.agent.core.Result;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.Meter;
import org.connectme.agent.core.view.Money;
import org.connectme.agent.core.view.Presence;
import org.connectme.agent.core.view.Side;
import org.connectme.agent.core.view.View;
import org.connectme.agent.ui.model.Contact;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Local;
import org.connectme.agent.ui.model.Local.Task;
import org.connectme.agent.ui.model.Place;
import org.connectme.agent.ui.model.Presenter;
import org.connectme.agent.ui.model.Problems;
import org.connectme.agent.ui.model.Shown.Terms.Tick;
import org.connectme.agent.ui.words.Formats;
import org.connectme.agent.ui.words.Language;
import org.connectme.agent.ui.words.Words;
import org.jspecify.annotations.Nullable;

/** Does what the person wants. Of the event thread; what takes time is done elsewhere and comes back to it. */
final class Hands {

    private static final int CODE_DIGITS = 9;
    private static final List<Place> STEPS = List.of(Place.INVITATION, Place.ABOUT, Place.TERMS, Place.CARD);

    private final Consultation consultation;
    private final Surroundings surroundings;
    private final Sounds sounds;
    private final Executor worker;
    private final Runnable changed;
    private final Consumer<Language> speak;
    private final DoubleConsumer level;
    private final Gear gear;

    private Local local = new Local();
    private Words words;
    private Formats formats;
    private List<Screen> screens = List.of();
    private @Nullable MediaCall call;
    private @Nullable String shownFor;
    private boolean stood;
    private boolean proposed;
    private @Nullable String chooseFor;

    /**
     * @param worker for what takes time
     * @param changed told after each step: what is shown has to be made anew
     * @param level how loud the microphone is, from 0 to 1, on any thread
     */
    Hands(
            Consultation consultation,
            Surroundings surroundings,
            Sounds sounds,
            Executor worker,
            Words words,
            Formats formats,
            Runnable changed,
            Consumer<Language> speak,
            DoubleConsumer level) {
        this.consultation = consultation;
        this.surroundings = surroundings;
        this.sounds = sounds;
        this.worker = worker;
        this.words = words;
        this.formats = formats;
        this.changed = changed;
        this.speak = speak;
        this.level = level;
        this.gear = new Gear(surroundings, worker);
    }

    Local local() {
        return local;
    }

    /** For the next version of the windows, which must not switch on what the person switched off. */
    ObjectNode leave() {
        ObjectNode left = JsonNodeFactory.instance.objectNode();
        left.put("inCall", call != null)
                .put("microphone", gear.hasMicrophone())
                .put("camera", gear.hasCamera())
                .put("shownFor", shownFor)
                .put("stood", stood);
        left.set("local", local.leave());
        return left;
    }

    /** As the version before left it; the call that it had is there, and stays as it is. */
    void resume(JsonNode left) {
        shownFor = left.path("shownFor").textValue();
        stood = left.path("stood").asBoolean();
        local.resume(left.path("local"));
        if (left.path("inCall").asBoolean()) {
            call = consultation.call().orElse(null);
        }
        gear.resume(left.path("microphone").asBoolean(), left.path("camera").asBoolean(), call);
    }

    void speak(Words now, Formats nowFormats) {
        words = now;
        formats = nowFormats;
    }

    Gear gear() {
        return gear;
    }

    /** What can be shown now. */
    void screens(List<Screen> now) {
        screens = List.copyOf(now);
    }

    /** A call opened, or is gone: microphone and camera are as they were wanted before. */
    void call(@Nullable MediaCall now) {
        if (now == call) {
            return;
        }
        call = now;
        shownFor = null;
        gear.call(now);
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

    /** The server took the silence at the red button's question as a no, and the meter goes on: so the question goes. */
    void proposalChanged() {
        View view = consultation.state().view();
        Presence presence = view == null ? null : view.parts().presence();
        boolean asked = presence != null
                && presence.endProposed() != null
                && presence.endProposed().by() == Side.CUSTOMER;
        if (proposed && !asked) {
            local.end(false);
        }
        proposed = asked;
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

    /** What the person wants is done, or begun. */
    void take(Intent intent) {
        act(intent);
        changed.run();
    }

    private void act(Intent intent) {
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
            run(Task.CARD, () -> consultation.refresh(), () -> {});
        } else if (intent instanceof Intent.Enter) {
            enter();
        } else if (intent instanceof Intent.LeaveNote note) {
            run(Task.NOTE, () -> consultation.note(note.text()), () -> {});
        } else if (intent instanceof Intent.Ask ask) {
            local.ask(ask.question());
        } else if (intent instanceof Intent.NeverMind) {
            local.ask(null);
            chooseFor = null;
        } else if (intent instanceof Intent.Cancel cancel) {
            run(Task.QUESTION, () -> consultation.cancel(cancel.reason()), () -> local.ask(null));
        } else if (intent instanceof Intent.AnotherTime another) {
            run(Task.QUESTION, () -> consultation.anotherTime(another.note()), () -> local.ask(null));
        } else if (intent instanceof Intent.Speak language) {
            speak.accept(language.language());
            worker.execute(() -> surroundings.remember(language.language()));
        } else if (intent instanceof Intent.Help) {
            URI help = consultation.server().resolve("/help");
            worker.execute(() -> surroundings.browse(help));
        } else if (intent instanceof Intent.TakeBack) {
            consultation.takeBack();
        } else if (intent instanceof Intent.Leave) {
            sounds.stop();
            consultation.leave();
            local = new Local();
        } else if (intent instanceof Intent.MailSummary) {
            run(
                    Task.MAIL,
                    () -> consultation.summaryMail(),
                    () -> local.say(words.say("summary.mailed", "email", email())));
        } else if (intent instanceof Intent.SaveReceipt) {
            saveReceipt();
        } else {
            actInCall(intent);
        }
    }

    private void actInCall(Intent intent) {
        if (intent instanceof Intent.ProposeEnd) {
            local.end(true);
            end(EndStep.PROPOSE);
        } else if (intent instanceof Intent.DismissEnd) {
            local.end(false);
            end(EndStep.DISMISS);
        } else if (intent instanceof Intent.ConfirmEnd) {
            confirmEnd();
        } else if (intent instanceof Intent.Answer answer) {
            answer(answer.request(), answer.scope());
        } else if (intent instanceof Intent.EndConsent end) {
            consultation.endConsent(end.request());
        } else if (intent instanceof Intent.Stop) {
            shownFor = null;
            consultation.stop();
            local.putAway(false);
        } else if (intent instanceof Intent.PrivateMoment moment) {
            consultation.privateMoment(moment.on());
        } else if (intent instanceof Intent.Microphone switched) {
            gear.microphone(switched.on());
        } else if (intent instanceof Intent.Camera switched) {
            gear.camera(switched.on());
        } else if (intent instanceof Intent.Use use) {
            gear.use(use.device());
        } else if (intent instanceof Intent.Listen listen) {
            listen(listen.on());
        } else if (intent instanceof Intent.PlayTone) {
            play();
        } else if (intent instanceof Intent.ChooseScreen) {
            chooseScreen(consultation.state().control().request());
        } else if (intent instanceof Intent.Share share) {
            share(share.screen());
        } else if (intent instanceof Intent.StopSharing) {
            shownFor = null;
            onCall(MediaCall::stopSharing);
            local.putAway(false);
        } else if (intent instanceof Intent.ShowWindow) {
            local.putAway(false);
        } else if (intent instanceof Intent.Say say) {
            if (!consultation.say(say.text())) {
                local.tell(words.say("problem.network.unreachable"), Map.of());
            }
        } else if (intent instanceof Intent.SendFile send) {
            run(Task.FILE, () -> consultation.sendFile(send.file()), () -> {});
        } else if (intent instanceof Intent.TakeFile take) {
            consultation.takeFile(take.transfer(), take.yes());
        } else if (intent instanceof Intent.CancelTransfer cancel) {
            consultation.cancelTransfer(cancel.transfer());
        } else if (intent instanceof Intent.Read read) {
            local.read(read.transfer());
        } else if (intent instanceof Intent.Toggle toggle) {
            local.toggle(toggle.panel(), linesOfOther());
        } else if (intent instanceof Intent.SetLimit limit) {
            setLimit(limit.typed());
        } else if (intent instanceof Intent.RemoveLimit) {
            run(Task.LIMIT, () -> consultation.limit(null), () -> {});
        } else if (intent instanceof Intent.Raise raise) {
            run(Task.RAISE, () -> consultation.raise(raise.total()), () -> {});
        } else if (intent instanceof Intent.RefuseRaise raise) {
            local.refuseRaise(raise.total());
        } else if (intent instanceof Intent.RetryCall) {
            consultation.retryCall();
            gear.set();
        } else {
            throw new IllegalArgumentException(intent.toString());
        }
    }

    private void open(String code) {
        String digits = Formats.latinDigits(code).replaceAll("[^0-9]", "");
        if (digits.length() != CODE_DIGITS) {
            local.tell(words.say("code.incomplete", "count", digits.length()), Map.of());
            return;
        }
        run(Task.OPEN, () -> consultation.exchange(digits), () -> local.lookAt(null));
    }

    private void lookBack(Place step) {
        boolean fromWaiting = Place.CARD == step && stageIs(Place.WAITING);
        if (fromWaiting) {
            local.renew();
        } else {
            local.lookAt(step);
        }
    }

    private boolean stageIs(Place place) {
        return Presenter.place(consultation.state(), local) == place;
    }

    private void onward(Place from) {
        if (from == Place.INVITATION) {
            local.readInvitation();
        }
        int next = STEPS.indexOf(from) + 1;
        local.lookAt(next < STEPS.size() ? STEPS.get(next) : null);
    }

    private void contact(Contact contact) {
        Map<Contact.Field, String> wrong = contact.wrong(words);
        if (!wrong.isEmpty()) {
            Map<String, String> faults = new HashMap<>();
            wrong.forEach((field, text) -> faults.put(field.key(), text));
            local.tell("", faults);
            return;
        }
        run(
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
            local.tell(words.say("terms.tick"), Map.of());
            return;
        }
        run(
                Task.AGREE,
                () -> consultation.agree(offer.planHash(), offer.termsHash(), waiver),
                () -> onward(Place.TERMS));
    }

    /** Card numbers never come into this app: the provider's form opens in the system's browser. */
    private void openCardPage() {
        if (!local.begin(Task.CARD)) {
            return;
        }
        consultation.cardPage().whenComplete((result, failure) -> {
            if (result instanceof Result.Done<URI> done) {
                boolean opened = isOwn(done.value()) && surroundings.browse(done.value());
                later(() -> cardPage(done.value(), opened));
            } else {
                later(() -> refused(Task.CARD, problem(result, failure)));
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
        local.finish(Task.CARD);
        local.cardPageOpened(true);
        if (!opened) {
            local.tell(words.say("card.browser.failed", "address", address), Map.of());
        }
    }

    private void enter() {
        listen(false);
        run(Task.ENTER, () -> consultation.enter(), () -> {});
    }

    private void listen(boolean on) {
        local.listen(false);
        if (!on) {
            sounds.stop();
            return;
        }
        local.listen(true);
        worker.execute(() -> {
            if (!sounds.listen(level)) {
                later(() -> {
                    local.listen(false);
                    local.tell(words.say("wait.fault.microphone") + ".", Map.of());
                });
            }
        });
    }

    private void play() {
        worker.execute(sounds::play);
    }

    private void saveReceipt() {
        if (!local.begin(Task.RECEIPT)) {
            return;
        }
        consultation.receipt().whenComplete((result, failure) -> {
            if (result instanceof Result.Done<byte[]> done) {
                String told = kept(done.value());
                later(() -> {
                    local.finish(Task.RECEIPT);
                    local.say(told);
                });
            } else {
                later(() -> refused(Task.RECEIPT, problem(result, failure)));
            }
        });
    }

    private String kept(byte[] receipt) {
        try {
            return words.say("summary.receipt-saved", "file", surroundings.download("connectme-receipt.pdf", receipt));
        } catch (IOException unwritable) {
            return words.say("summary.receipt-failed");
        }
    }

    private void confirmEnd() {
        if (!local.begin(Task.END)) {
            return;
        }
        consultation
                .end(EndStep.CONFIRM)
                .whenComplete((problem, failure) -> later(() -> {
                    local.finish(Task.END);
                    if (problem == null || problem.isPresent()) {
                        endRefused(problem(problem, failure));
                    } else {
                        local.end(false);
                    }
                }));
    }

    private void end(EndStep step) {
        consultation
                .end(step)
                .whenComplete((problem, failure) -> later(() -> {
                    if (problem == null || problem.isPresent()) {
                        endRefused(problem(problem, failure));
                    }
                }));
    }

    private void endRefused(Problem problem) {
        local.tell(problem.status() == 0 ? words.say("end.late") : Problems.text(problem, words), Map.of());
    }

    /** A no needs nobody: unanswered, it is one. */
    private void answer(String request, Consent.@Nullable Scope scope) {
        if (scope == null) {
            local.refuse(request);
            consultation.answer(request, null);
            return;
        }
        consultation
                .answer(request, scope)
                .whenComplete((problem, failure) -> later(() -> {
                    if (problem == null || problem.isPresent()) {
                        refused(Task.QUESTION, problem(problem, failure));
                    } else if (scope == Consent.Scope.SCREEN_ONLY || scope == Consent.Scope.SCREEN_KEYBOARD_MOUSE) {
                        chooseScreen(request);
                    }
                }));
    }

    /** @param request the consent that it is shown for, if any */
    private void chooseScreen(@Nullable String request) {
        chooseFor = request;
        if (call == null || call.shared().isPresent()) {
            return;
        }
        if (screens.size() == 1) {
            share(screens.get(0));
        } else {
            local.ask(Local.Own.SCREEN);
        }
    }

    private void share(Screen screen) {
        shownFor = chooseFor;
        stood = false;
        chooseFor = null;
        local.ask(null);
        onCall(open -> open.share(screen));
        local.putAway(true);
    }

    private void setLimit(String typed) {
        View view = consultation.state().view();
        Meter meter = view == null ? null : view.parts().meter();
        Money ceiling = meter == null ? null : meter.ceiling();
        if (ceiling == null) {
            return;
        }
        Optional<Money> limit = Formats.parseMoney(typed, ceiling.currency())
                .filter(money -> money.minorUnits() <= ceiling.minorUnits());
        if (limit.isEmpty()) {
            Money example = new Money((ceiling.minorUnits() + 1) / 2, ceiling.currency());
            String text = words.say(
                    "more.limit.wrong", "example", Formats.plainAmount(example), "ceiling", formats.money(ceiling));
            local.tell("", Map.of("limit", text));
            return;
        }
        run(Task.LIMIT, () -> consultation.limit(limit.get()), () -> {});
    }

    private int linesOfOther() {
        return (int) consultation.state().chat().stream()
                .filter(line -> !line.mine())
                .count();
    }

    private String email() {
        View view = consultation.state().view();
        if (view == null || view.parts().appointment() == null) {
            return "";
        }
        var appointment = view.parts().appointment();
        return appointment.contact() == null
                ? appointment.customerEmail()
                : appointment.contact().email();
    }

    private void onCall(Consumer<MediaCall> step) {
        if (call != null) {
            step.accept(call);
        }
    }

    /** @param ask only asked when the same is not under way already: a double press asks once */
    private void run(Task task, Supplier<CompletableFuture<Optional<Problem>>> ask, Runnable done) {
        if (!local.begin(task)) {
            return;
        }
        Local asking = local;
        ask.get()
                .whenComplete((problem, failure) -> later(() -> {
                    if (asking != local) {
                        return;
                    }
                    if (problem == null || problem.isPresent()) {
                        refused(task, problem(problem, failure));
                    } else {
                        local.finish(task);
                        done.run();
                    }
                }));
    }

    private void refused(Task task, Problem problem) {
        local.finish(task);
        local.tell(Problems.text(problem, words), Problems.fields(problem, words));
    }

    private static Problem problem(@Nullable Optional<Problem> problem, @Nullable Throwable failure) {
        return Optional.ofNullable(problem).flatMap(found -> found).orElseGet(() -> failed(failure));
    }

    private static Problem problem(@Nullable Result<?> result, @Nullable Throwable failure) {
        return result instanceof Result.Refused<?> refused ? refused.problem() : failed(failure);
    }

    private static Problem failed(@Nullable Throwable failure) {
        return Problem.of(500, "server.failed", String.valueOf(failure));
    }

    private void later(Runnable step) {
        SwingUtilities.invokeLater(() -> {
            step.run();
            changed.run();
        });
    }
}
