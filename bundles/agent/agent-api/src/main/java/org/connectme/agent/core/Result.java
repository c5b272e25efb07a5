package org.connectme.agent.core;

/** What came of a request: a value, or a refusal, which is a value too. */
public sealed interface Result<T> {

    record Done<T>(T value) implements Result<T> {}

    record Refused<T>(Problem problem) implements Result<T> {}
}
