package org.connectme.agent.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.connectme.agent.core.Consultation;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Result;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.view.Meter;
import org.connectme.agent.core.view.Money;
import org.connectme.agent.core.view.View;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Local;
import org.connectme.agent.ui.model.Local.Task;
import org.connectme.agent.ui.model.Place;
import org.connectme.agent.ui.view.Senses;
import org.connectme.agent.ui.words.Formats;
import org.connectme.agent.ui.words.Language;
import org.jspecify.annotations.Nullable;

/** Does what the person wants, or hands it to whoever does. Of the event thread; what takes time is done elsewhere. */
final class Hands {

    private final Consultation consultation;
    private final Surroundings surroundings;
    private final Errands errands;
    private final Runnable changed;
    private final Consumer<Language> speak;
    private final Gear gear;
    private final Steps steps;
    private final Showing showing;
    private final Ending ending;
    private final Trying trying;
    private final Chiming chiming;
    private final Checking checking;
    private @Nullable MediaCall call;

    /**
     * @param changed told after each step: what is shown has to be made anew
     * @param senses get what is tried before the call
     */
    Hands(
            Consultation consultation,
            Around around,
            Errands errands,
            Runnable changed,
            Consumer<Language> speak,
            Senses senses) {
        this.consultation = consultation;
        this.surroundings = around.computer();
        this.errands = errands;
        this.changed = changed;
        this.speak = speak;
        this.gear = new Gear(surroundings, errands::elsewhere);
        this.steps = new Steps(consultation, surroundings, errands);
        this.showing = new Showing(consultation, errands);
        this.ending = new Ending(consultation, errands);
        this.trying = new Trying(consultation, around, errands, gear, senses);
        this.chiming = new Chiming(around, errands, gear);
        this.checking = new Checking(consultation, around, errands, trying);
    }

    Local local() {
        return errands.local();
    }

    /** For the next version of the windows, which must not switch on what the person switched off. */
    ObjectNode leave() {
        ObjectNode left = JsonNodeFactory.instance.objectNode();
        left.put("inCall", call != null).put("microphone", gear.hasMicrophone()).put("camera", gear.hasCamera());
        showing.leave(left);
        left.set("local", local().leave());
        return left;
    }

    /** As the version before left it; the call that it had is there, and stays as it is. */
    void resume(JsonNode left) {
        local().resume(left.path("local"));
        if (left.path("inCall").asBoolean()) {
            call = consultation.call().orElse(null);
        }
        showing.resume(left, call);
        gear.resume(left.path("microphone").asBoolean(), left.path("camera").asBoolean(), call);
        checking.opened(local().panel().orElse(null));
    }

    Gear gear() {
        return gear;
    }

    /** What can be shown now. */
    void screens(List<Screen> now) {
        showing.screens(now);
    }

    /** A call opened, or is gone: microphone and camera are as they were wanted before. */
    void call(@Nullable MediaCall now) {
        if (now == call) {
            return;
        }
        call = now;
        showing.call(now);
        gear.call(now);
    }

    /** The state is another one now. @param place where on the way the person is */
    void follow(Place place) {
        trying.follow(place);
        chiming.follow(consultation.state());
        showing.consentsChanged();
        ending.proposalChanged();
    }

    /** The windows close: what is tried goes off. */
    void close() {
        trying.close();
    }

    /** What the person wants is done, or begun. */
    void take(Intent intent) {
        act(intent);
        changed.run();
    }

    private void act(Intent intent) {
        if (steps.take(intent) || trying.take(intent) || checking.take(intent)) {
            return;
        }
        if (intent instanceof Intent.Ask ask) {
            errands.local().ask(ask.question());
        } else if (intent instanceof Intent.NeverMind) {
            showing.neverMind();
        } else if (intent instanceof Intent.Speak language) {
            speak.accept(language.language());
            errands.elsewhere(() -> surroundings.remember(language.language()));
        } else if (intent instanceof Intent.Help) {
            browse("/help");
        } else if (intent instanceof Intent.Download) {
            browse("/download");
        } else if (intent instanceof Intent.TakeBack) {
            consultation.takeBack();
        } else if (intent instanceof Intent.Leave) {
            consultation.leave();
            errands.forget();
        } else if (intent instanceof Intent.MailSummary) {
            errands.run(
                    Task.MAIL,
                    () -> consultation.summaryMail(),
                    () -> errands.local().say(errands.words().say("summary.mailed", "email", email())));
        } else if (intent instanceof Intent.SaveReceipt) {
            saveReceipt();
        } else {
            actInCall(intent);
        }
    }

    private void actInCall(Intent intent) {
        if (intent instanceof Intent.ProposeEnd) {
            ending.propose();
        } else if (intent instanceof Intent.DismissEnd) {
            ending.dismiss();
        } else if (intent instanceof Intent.ConfirmEnd) {
            ending.confirm();
        } else if (intent instanceof Intent.Answer answer) {
            showing.answer(answer.request(), answer.scope());
        } else if (intent instanceof Intent.EndConsent end) {
            consultation.endConsent(end.request());
        } else if (intent instanceof Intent.Stop) {
            showing.stop();
        } else if (intent instanceof Intent.PrivateMoment moment) {
            consultation.privateMoment(moment.on());
        } else if (intent instanceof Intent.Microphone switched) {
            gear.microphone(switched.on());
            trying.microphone(switched.on());
        } else if (intent instanceof Intent.Camera switched) {
            gear.camera(switched.on());
            trying.camera(switched.on());
        } else if (intent instanceof Intent.Use use) {
            gear.use(use.device());
            trying.chosen(use.device().kind());
        } else if (intent instanceof Intent.ChooseScreen) {
            showing.chooseScreen();
        } else if (intent instanceof Intent.Share share) {
            showing.share(share.screen());
        } else if (intent instanceof Intent.StopSharing) {
            showing.stopSharing();
        } else if (intent instanceof Intent.ShowWindow) {
            errands.local().putAway(false);
        } else if (intent instanceof Intent.Say say) {
            if (!consultation.say(say.text())) {
                errands.local().tell(errands.words().say("problem.network.unreachable"), Map.of());
            }
        } else if (intent instanceof Intent.SendFile send) {
            errands.run(Task.FILE, () -> consultation.sendFile(send.file()), () -> {});
        } else if (intent instanceof Intent.TakeFile take) {
            consultation.takeFile(take.transfer(), take.yes());
        } else if (intent instanceof Intent.CancelTransfer cancel) {
            consultation.cancelTransfer(cancel.transfer());
        } else if (intent instanceof Intent.Read read) {
            errands.local().read(read.transfer());
        } else if (intent instanceof Intent.Toggle toggle) {
            errands.local().toggle(toggle.panel(), linesOfOther());
            checking.opened(errands.local().panel().orElse(null));
        } else if (intent instanceof Intent.SetLimit limit) {
            setLimit(limit.typed());
        } else if (intent instanceof Intent.RemoveLimit) {
            errands.run(Task.LIMIT, () -> consultation.limit(null), () -> {});
        } else if (intent instanceof Intent.Raise raise) {
            errands.run(Task.RAISE, () -> consultation.raise(raise.total()), () -> {});
        } else if (intent instanceof Intent.RefuseRaise raise) {
            errands.local().refuseRaise(raise.total());
        } else if (intent instanceof Intent.RetryCall) {
            consultation.retryCall();
            gear.set();
        } else {
            throw new IllegalArgumentException(intent.toString());
        }
    }

    private void browse(String page) {
        URI address = consultation.server().resolve(page);
        errands.elsewhere(() -> surroundings.browse(address));
    }

    private void saveReceipt() {
        if (!errands.local().begin(Task.RECEIPT)) {
            return;
        }
        consultation.receipt().whenComplete((result, failure) -> {
            if (result instanceof Result.Done<byte[]> done) {
                String told = kept(done.value());
                errands.later(() -> {
                    errands.local().finish(Task.RECEIPT);
                    errands.local().say(told);
                });
            } else {
                errands.later(() -> errands.refused(Task.RECEIPT, Errands.problem(result, failure)));
            }
        });
    }

    private String kept(byte[] receipt) {
        try {
            return errands.words()
                    .say("summary.receipt-saved", "file", surroundings.download("connectme-receipt.pdf", receipt));
        } catch (IOException unwritable) {
            return errands.words().say("summary.receipt-failed");
        }
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
            String text = errands.words()
                    .say(
                            "more.limit.wrong",
                            "example",
                            Formats.plainAmount(example),
                            "ceiling",
                            errands.formats().money(ceiling));
            errands.local().tell("", Map.of("limit", text));
            return;
        }
        errands.run(Task.LIMIT, () -> consultation.limit(limit.get()), () -> {});
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
}
