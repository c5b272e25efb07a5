package org.connectme.core.recording;

import java.util.function.Function;
import org.connectme.core.command.Refusal;

/** What was asked for, or why not. */
public sealed interface Answer<T> {

    record Given<T>(T value) implements Answer<T> {}

    record Refused<T>(Refusal refusal) implements Answer<T> {}

    static <T> Answer<T> of(T value) {
        return new Given<>(value);
    }

    static <T> Answer<T> refuse(Refusal.Kind kind, String code, String detail) {
        return new Refused<>(new Refusal(kind, code, detail));
    }

    /** The same refusal, or what comes next. */
    default <R> Answer<R> then(Function<T, Answer<R>> next) {
        return this instanceof Given<T> given
                ? next.apply(given.value())
                : new Refused<>(((Refused<T>) this).refusal());
    }
}
