package org.connectme.agent.ui.model;

import java.nio.file.Path;
import java.util.Set;
import org.connectme.agent.core.Device;
import org.connectme.agent.core.Screen;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.Money;
import org.connectme.agent.ui.words.Language;
import org.jspecify.annotations.Nullable;

/** Something that the person wants, as a view says it. */
public sealed interface Intent {

    record Open(String code) implements Intent {}

    /** To an earlier step that was done already. */
    record LookBack(Place step) implements Intent {}

    /** From a step that was done already to the next. */
    record Onward(Place from) implements Intent {}

    record GiveContact(Contact contact) implements Intent {}

    record Agree(Set<Shown.Terms.Tick> ticked) implements Intent {}

    record OpenCardPage() implements Intent {}

    record AskAgain() implements Intent {}

    record Enter() implements Intent {}

    record LeaveNote(String text) implements Intent {}

    record ProposeEnd() implements Intent {}

    record DismissEnd() implements Intent {}

    record ConfirmEnd() implements Intent {}

    /** @param scope null says no */
    record Answer(String request, Consent.@Nullable Scope scope) implements Intent {}

    record EndConsent(String request) implements Intent {}

    record Stop() implements Intent {}

    record PrivateMoment(boolean on) implements Intent {}

    record Microphone(boolean on) implements Intent {}

    record Camera(boolean on) implements Intent {}

    record Use(Device device) implements Intent {}

    record PlayTone() implements Intent {}

    /** Turns camera and microphone on before the call, for the person alone. */
    record TryDevices() implements Intent {}

    record CheckNetwork() implements Intent {}

    /** Looks whether everything works here. */
    record LookAgain() implements Intent {}

    /** Puts text of the app's own into the clipboard. */
    record Copy(String text) implements Intent {}

    /** Asks for the folder that the consultant's files go to. */
    record ChooseFolder() implements Intent {}

    /** @param folder null takes the usual one */
    record FilesFolder(@Nullable Path folder) implements Intent {}

    /** Opens the page with the app's packages. */
    record Download() implements Intent {}

    /** Asks which screen; with one screen only it is shown at once. */
    record ChooseScreen() implements Intent {}

    record Share(Screen screen) implements Intent {}

    record StopSharing() implements Intent {}

    /** Asks which file to send. */
    record ChooseFile() implements Intent {}

    record SendFile(Path file) implements Intent {}

    record TakeFile(String transfer, boolean yes) implements Intent {}

    record CancelTransfer(String transfer) implements Intent {}

    /** What became of a transfer was read. */
    record Read(String transfer) implements Intent {}

    record Say(String text) implements Intent {}

    record Toggle(Local.Panel panel) implements Intent {}

    record SetLimit(String typed) implements Intent {}

    record RemoveLimit() implements Intent {}

    record Raise(Money total) implements Intent {}

    record RefuseRaise(Money total) implements Intent {}

    record RetryCall() implements Intent {}

    /** Opens a question of the window's own. */
    record Ask(Local.Own question) implements Intent {}

    /** The window's own question is answered with no. */
    record NeverMind() implements Intent {}

    record Cancel(String reason) implements Intent {}

    record AnotherTime(String note) implements Intent {}

    record MailSummary() implements Intent {}

    record SaveReceipt() implements Intent {}

    record Leave() implements Intent {}

    record TakeBack() implements Intent {}

    record Help() implements Intent {}

    record Speak(Language language) implements Intent {}

    /** Shows the window again that sharing put away. */
    record ShowWindow() implements Intent {}
}
