package org.connectme.agent.ui;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.swing.SwingUtilities;
import org.connectme.agent.core.Problem;
import org.connectme.agent.core.Result;
import org.connectme.agent.ui.model.Local;
import org.connectme.agent.ui.model.Local.Task;
import org.connectme.agent.ui.model.Problems;
import org.connectme.agent.ui.words.Formats;
import org.connectme.agent.ui.words.Words;
import org.jspecify.annotations.Nullable;

/** What is asked of others and takes time: begun once, and its answer shown. Of the event thread. */
final class Errands {

    private final Executor worker;
    private final Runnable changed;
    private Local local = new Local();
    private Words words;
    private Formats formats;

    /** @param changed told after each answer: what is shown has to be made anew */
    Errands(Executor worker, Runnable changed, Words words, Formats formats) {
        this.worker = worker;
        this.changed = changed;
        this.words = words;
        this.formats = formats;
    }

    Local local() {
        return local;
    }

    /** The seat was left: nothing of it stays, and no answer that is still due counts. */
    void forget() {
        boolean newer = local.isNewerPackageThere();
        local = new Local();
        local.newerPackage(newer);
    }

    void speak(Words now, Formats nowFormats) {
        words = now;
        formats = nowFormats;
    }

    Words words() {
        return words;
    }

    Formats formats() {
        return formats;
    }

    /** Elsewhere than on the event thread, which shows things. */
    void elsewhere(Runnable work) {
        worker.execute(work);
    }

    /** On the event thread, and then everything is shown anew. Any thread. */
    void later(Runnable step) {
        SwingUtilities.invokeLater(() -> {
            step.run();
            changed.run();
        });
    }

    /** @param ask only asked when the same is not under way already: a double press asks once */
    void run(Task task, Supplier<CompletableFuture<Optional<Problem>>> ask, Runnable done) {
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

    void refused(Task task, Problem problem) {
        local.finish(task);
        local.tell(Problems.text(problem, words), Problems.fields(problem, words));
    }

    static Problem problem(@Nullable Optional<Problem> problem, @Nullable Throwable failure) {
        return Optional.ofNullable(problem).flatMap(found -> found).orElseGet(() -> failed(failure));
    }

    static Problem problem(@Nullable Result<?> result, @Nullable Throwable failure) {
        return result instanceof Result.Refused<?> refused ? refused.problem() : failed(failure);
    }

    private static Problem failed(@Nullable Throwable failure) {
        return Problem.of(500, "server.failed", String.valueOf(failure));
    }
}
