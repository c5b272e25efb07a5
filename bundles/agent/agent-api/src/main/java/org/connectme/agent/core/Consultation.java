package org.connectme.agent.core;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.Money;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The customer's side of one consultation: its state, and everything that the person in front of this app can do. Any
 * thread may call; nothing blocks. A future is completed with the problem if the server refused, and never fails.
 */
@ProviderType
public interface Consultation {

    ConsultationState state();

    /**
     * @param changed called after each change of the state or the call, on a thread of this service: read the state
     *     there, do no work
     * @return ends it
     */
    Runnable listen(Runnable changed);

    /** The server that this app talks to, such as "https://help.example.com". */
    URI server();

    /** Opens the door with an access code, spaces and dashes in it or not, or with a link's token. */
    CompletableFuture<Optional<Problem>> exchange(String secret);

    /** Asks for the state again. */
    CompletableFuture<Optional<Problem>> refresh();

    CompletableFuture<Optional<Problem>> contact(String name, String email, String phone, String topic);

    CompletableFuture<Optional<Problem>> agree(String planHash, String termsHash, boolean waiverAccepted);

    /** Where the system's browser does the card step for this app: works once and for a minute. */
    CompletableFuture<Result<URI>> cardPage();

    CompletableFuture<Optional<Problem>> enter();

    /** Where the relays are that the call would use: for a look at the network before it. */
    CompletableFuture<Result<IceServers>> relays();

    CompletableFuture<Optional<Problem>> note(String text);

    CompletableFuture<Optional<Problem>> end(EndStep step);

    CompletableFuture<Optional<Problem>> cancel(String reason);

    CompletableFuture<Optional<Problem>> anotherTime(String note);

    CompletableFuture<Optional<Problem>> limit(@Nullable Money limit);

    /** Holds more, as {@code payment.raise} of the view offered it. */
    CompletableFuture<Optional<Problem>> raise(Money total);

    CompletableFuture<Optional<Problem>> summaryMail();

    /** The receipt as PDF. */
    CompletableFuture<Result<byte[]>> receipt();

    /**
     * The person's own answer to a request for consent, given in this app's own dialog. A yes holds here from now on,
     * whatever the server says, until it ends.
     *
     * @param scope what is granted, never more than was asked; null says no
     */
    CompletableFuture<Optional<Problem>> answer(String request, Consent.@Nullable Scope scope);

    /** Takes a consent back: here at once, and at the server as soon as it can be told. */
    CompletableFuture<Optional<Problem>> endConsent(String request);

    /** STOP: ends all control and all sharing here at once, needs nobody, and tells the server when it can. */
    void stop();

    /** A private moment: nothing is seen, and no input taken. */
    void privateMoment(boolean on);

    /** Files and texts of the clipboard that go over, or went lately; the newest last. */
    List<Transfer> transfers();

    /** Where files of the consultant's would go now: as the setting {@code folder.files} says, if it does. */
    Path filesFolder();

    /** The person's answer to a file that the consultant offers. */
    void takeFile(String transfer, boolean yes);

    /** Sends a file that the person chose to the consultant, as far as consent to it stands. */
    CompletableFuture<Optional<Problem>> sendFile(Path file);

    /** Ends a transfer that is under way. */
    void cancelTransfer(String transfer);

    /** Says something in writing; false when so much waits that nothing more fits. */
    boolean say(String text);

    /** The call while the consultation is in it and this computer could open it. */
    Optional<MediaCall> call();

    /** Why there is no call although the consultation is in it. */
    Optional<Problem> callProblem();

    /** Tries again to open the call. */
    void retryCall();

    /** Takes the seat back after another page took it. */
    void takeBack();

    /** Leaves for good: another code can be entered. */
    CompletableFuture<Optional<Problem>> leave();
}
