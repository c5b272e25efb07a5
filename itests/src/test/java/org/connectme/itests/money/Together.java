package org.connectme.itests.money;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Does the same with several, a few of them at a time. */
final class Together {

    private static final int AT_A_TIME = 3;

    private Together() {}

    /** @throws java.util.concurrent.CompletionException with the first failure, after all have come to an end */
    static <T> void all(Collection<T> of, Consumer<T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<CompletableFuture<Void>> begun = of.stream()
                    .map(each -> CompletableFuture.runAsync(() -> work.accept(each), threads))
                    .toList();
            CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new)).join();
        } finally {
            threads.shutdown();
        }
    }
}
