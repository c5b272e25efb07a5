package org.connectme.agent.ui;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.connectme.agent.core.Consultation;
import org.connectme.agent.core.ConsultationState;
import org.connectme.agent.core.EndStep;
import org.connectme.agent.core.IceServers;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Problem;
import org.connectme.agent.core.Result;
import org.connectme.agent.core.Transfer;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.Money;
import org.jspecify.annotations.Nullable;

/** A consultation that a test tells: it notes what was asked, and answers what it was told to answer. */
public final class Customer implements Consultation {

    /** What was asked, in the order of it. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    private volatile ConsultationState state = ConsultationState.NOTHING_YET;
    private volatile @Nullable MediaCall call;
    private volatile Optional<Problem> answer = Optional.empty();
    private volatile CompletableFuture<Optional<Problem>> pending = CompletableFuture.completedFuture(null);
    private volatile List<Transfer> transfers = List.of();
    private volatile boolean holds;
    private volatile String folder = "/downloads/ConnectMe";
    private volatile Runnable changed = () -> {};

    public void tell(ConsultationState now) {
        state = now;
        changed.run();
    }

    public void tell(Story story) {
        tell(story.state());
    }

    public void opens(@Nullable MediaCall now) {
        call = now;
        changed.run();
    }

    public void refuses(Problem problem) {
        answer = Optional.of(problem);
    }

    /** Answers nothing until {@link #answers}. */
    public void holds() {
        holds = true;
        pending = new CompletableFuture<>();
    }

    public void answers() {
        holds = false;
        pending.complete(answer);
    }

    private CompletableFuture<Optional<Problem>> ask(String what) {
        asked.add(what);
        return holds ? pending : CompletableFuture.completedFuture(answer);
    }

    @Override
    public List<Transfer> transfers() {
        return transfers;
    }

    public void exchanges(Transfer... now) {
        transfers = List.of(now);
        changed.run();
    }

    @Override
    public void takeFile(String transfer, boolean yes) {
        asked.add("takeFile " + transfer + " " + yes);
    }

    @Override
    public CompletableFuture<Optional<Problem>> sendFile(Path file) {
        return ask("sendFile " + file);
    }

    @Override
    public void cancelTransfer(String transfer) {
        asked.add("cancelTransfer " + transfer);
    }

    @Override
    public ConsultationState state() {
        return state;
    }

    /** Who is told of changes now; a change that is under way reaches it even if it listens no more. */
    public Runnable listener() {
        return changed;
    }

    @Override
    public Runnable listen(Runnable listener) {
        changed = listener;
        return () -> changed = () -> {};
    }

    @Override
    public URI server() {
        return URI.create("https://help.example.com");
    }

    @Override
    public CompletableFuture<Optional<Problem>> exchange(String secret) {
        return ask("exchange " + secret);
    }

    @Override
    public CompletableFuture<Optional<Problem>> refresh() {
        return ask("refresh");
    }

    @Override
    public CompletableFuture<Optional<Problem>> contact(String name, String email, String phone, String topic) {
        return ask("contact " + name + ", " + email + ", " + phone + ", " + topic);
    }

    @Override
    public CompletableFuture<Optional<Problem>> agree(String planHash, String termsHash, boolean waiverAccepted) {
        return ask("agree " + planHash + " " + termsHash + " " + waiverAccepted);
    }

    @Override
    public CompletableFuture<Result<URI>> cardPage() {
        asked.add("cardPage");
        return CompletableFuture.completedFuture(new Result.Done<>(URI.create("https://help.example.com/join#TOKEN")));
    }

    @Override
    public CompletableFuture<Optional<Problem>> enter() {
        return ask("enter");
    }

    @Override
    public CompletableFuture<Result<IceServers>> relays() {
        return CompletableFuture.completedFuture(new Result.Done<>(new IceServers(List.of(), false)));
    }

    @Override
    public Path filesFolder() {
        return Path.of(folder);
    }

    /** Where files go from now on. */
    public void filesGoTo(String now) {
        folder = now;
    }

    @Override
    public CompletableFuture<Optional<Problem>> note(String text) {
        return ask("note " + text);
    }

    @Override
    public CompletableFuture<Optional<Problem>> end(EndStep step) {
        return ask("end " + step);
    }

    @Override
    public CompletableFuture<Optional<Problem>> cancel(String reason) {
        return ask("cancel " + reason);
    }

    @Override
    public CompletableFuture<Optional<Problem>> anotherTime(String note) {
        return ask("anotherTime " + note);
    }

    @Override
    public CompletableFuture<Optional<Problem>> limit(@Nullable Money limit) {
        return ask("limit " + (limit == null ? "none" : limit.minorUnits()));
    }

    @Override
    public CompletableFuture<Optional<Problem>> raise(Money total) {
        return ask("raise " + total.minorUnits());
    }

    @Override
    public CompletableFuture<Optional<Problem>> summaryMail() {
        return ask("summaryMail");
    }

    @Override
    public CompletableFuture<Result<byte[]>> receipt() {
        asked.add("receipt");
        return CompletableFuture.completedFuture(new Result.Done<>("%PDF".getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public CompletableFuture<Optional<Problem>> answer(String request, Consent.@Nullable Scope scope) {
        return ask("answer " + request + " " + scope);
    }

    @Override
    public CompletableFuture<Optional<Problem>> endConsent(String request) {
        return ask("endConsent " + request);
    }

    @Override
    public void stop() {
        asked.add("stop");
    }

    @Override
    public void privateMoment(boolean on) {
        asked.add("privateMoment " + on);
    }

    @Override
    public boolean say(String text) {
        asked.add("say " + text);
        return true;
    }

    @Override
    public Optional<MediaCall> call() {
        return Optional.ofNullable(call);
    }

    @Override
    public Optional<Problem> callProblem() {
        return Optional.empty();
    }

    @Override
    public void retryCall() {
        asked.add("retryCall");
    }

    @Override
    public void takeBack() {
        asked.add("takeBack");
    }

    @Override
    public CompletableFuture<Optional<Problem>> leave() {
        return ask("leave");
    }
}
