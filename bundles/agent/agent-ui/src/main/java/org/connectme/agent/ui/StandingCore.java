package org.connectme.agent.ui;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.connectme.agent.core.Consultation;
import org.connectme.agent.core.ConsultationState;
import org.connectme.agent.core.MediaCall;
import org.connectme.agent.core.Problem;
import org.connectme.agent.core.Result;
import org.jspecify.annotations.Nullable;

/**
 * The core as the windows see it: one that stays while its versions come and go. In the moment between two of them it
 * shows what was so before, keeps what the person wants for the next one, and STOP stops what is shown at once, without
 * which nothing can be injected either. Thread-safe.
 *
 * <p>A proxy of the JDK's, since every command but those few is passed on in the same way.
 */
final class StandingCore implements InvocationHandler {

    private static final long PATIENCE_SECONDS = 30;

    private final Consultation face = (Consultation)
            Proxy.newProxyInstance(Consultation.class.getClassLoader(), new Class<?>[] {Consultation.class}, this);

    /** Who listens, and how each is forgotten at the core of this moment. */
    private final Map<Runnable, Runnable> listeners = new ConcurrentHashMap<>();

    private volatile @Nullable Consultation now;
    private volatile @Nullable Consultation last;
    private volatile ConsultationState shown = ConsultationState.NOTHING_YET;
    private volatile Optional<MediaCall> call = Optional.empty();
    private volatile CompletableFuture<Consultation> next = new CompletableFuture<>();

    /** What the windows speak to. */
    Consultation face() {
        return face;
    }

    boolean isThere() {
        return now != null;
    }

    void came(Consultation core) {
        last = core;
        now = core;
        listeners.replaceAll((listener, forget) -> core.listen(listener));
        next.complete(core);
        listeners.keySet().forEach(Runnable::run);
    }

    /** By value: the next one may have come before this one went. */
    void went(Consultation core) {
        shown = core.state();
        call = core.call();
        if (now == core) {
            next = new CompletableFuture<>();
            now = null;
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Consultation core = now;
        if (method.getName().equals("listen") && arguments != null) {
            return listen((Runnable) arguments[0]);
        }
        if (core != null) {
            return on(core, method, arguments);
        }
        if (method.getDeclaringClass() == Object.class) {
            return on(this, method, arguments);
        }
        return between(method, arguments);
    }

    private @Nullable Object between(Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "state" -> {
                return shown;
            }
            case "call" -> {
                return call;
            }
            case "stop" -> call.ifPresent(MediaCall::stopSharing);
            default -> {
                // as its kind of answer says
            }
        }
        Class<?> answer = method.getReturnType();
        if (answer == void.class) {
            next.thenAccept(core -> later(core, method, arguments));
            return null;
        }
        if (answer == CompletableFuture.class) {
            return next.copy()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .thenCompose(core -> future(core, method, arguments))
                    .exceptionally(failure -> late(method));
        }
        if (answer == boolean.class) {
            return false;
        }
        Consultation before = last;
        if (before != null) {
            return on(before, method, arguments);
        }
        return answer == Optional.class ? Optional.empty() : answer == List.class ? List.of() : null;
    }

    private Runnable listen(Runnable changed) {
        Consultation core = now;
        listeners.put(changed, core == null ? () -> {} : core.listen(changed));
        return () -> {
            Runnable forget = listeners.remove(changed);
            if (forget != null) {
                forget.run();
            }
        };
    }

    /** Nobody came: what was wanted was not done. */
    private static Object late(Method method) {
        Problem problem = Problem.of(0, "network.late", "The core is away");
        boolean isResult = method.getGenericReturnType().getTypeName().contains("Result<");
        return isResult ? new Result.Refused<>(problem) : Optional.of(problem);
    }

    @SuppressWarnings("unchecked")
    private static CompletableFuture<Object> future(Consultation core, Method method, Object @Nullable [] arguments) {
        return (CompletableFuture<Object>) Objects.requireNonNull(later(core, method, arguments));
    }

    private static @Nullable Object later(Consultation core, Method method, Object @Nullable [] arguments) {
        try {
            return on(core, method, arguments);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static @Nullable Object on(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
