package org.connectme.agent.media;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.connectme.agent.core.MediaFailed;

/** What webrtc-java says by callbacks and by plain {@link Error}s, in the words of this app. */
final class Native {

    private static final long ANSWER_SECONDS = 10;

    private Native() {}

    /** Something that the native part may refuse. Its own words go into the detail: they may quote the other side. */
    static <T> T ask(String code, Callable<T> call) throws MediaFailed {
        try {
            return call.call();
        } catch (MediaFailed e) {
            throw e;
        } catch (Exception | LinkageError e) {
            throw new MediaFailed(code, e.getClass().getSimpleName(), e);
        } catch (Error e) {
            if (e.getClass() != Error.class) {
                throw e;
            }
            throw new MediaFailed(code, "refused", e);
        }
    }

    static void make(String code, Step step) throws MediaFailed {
        ask(code, () -> {
            step.run();
            return true;
        });
    }

    /** A call that may throw whatever it likes. */
    interface Step {
        void run() throws Exception;
    }

    static RTCSessionDescription description(Consumer<CreateSessionDescriptionObserver> call) throws MediaFailed {
        CompletableFuture<RTCSessionDescription> made = new CompletableFuture<>();
        make(
                "media.description",
                () -> call.accept(new CreateSessionDescriptionObserver() {
                    @Override
                    public void onSuccess(RTCSessionDescription description) {
                        made.complete(description);
                    }

                    @Override
                    public void onFailure(String error) {
                        made.completeExceptionally(new MediaFailed("media.description", "not made"));
                    }
                }));
        return await(made);
    }

    static void set(Consumer<SetSessionDescriptionObserver> call) throws MediaFailed {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        make(
                "media.description",
                () -> call.accept(new SetSessionDescriptionObserver() {
                    @Override
                    public void onSuccess() {
                        done.complete(true);
                    }

                    @Override
                    public void onFailure(String error) {
                        done.completeExceptionally(new MediaFailed("media.description", "not taken"));
                    }
                }));
        await(done);
    }

    static <T> T await(CompletableFuture<T> answer) throws MediaFailed {
        return ask("media.stuck", () -> {
            try {
                return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof MediaFailed known ? known : e;
            } catch (TimeoutException e) {
                throw new MediaFailed("media.stuck", "no answer in " + ANSWER_SECONDS + " s", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw e;
            }
        });
    }
}
