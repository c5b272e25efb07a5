package org.connectme.deployment.sample;

import java.util.function.Supplier;

/** A component that works. */
public final class Answer implements Supplier<String> {

    @Override
    public String get() {
        return "here";
    }
}
