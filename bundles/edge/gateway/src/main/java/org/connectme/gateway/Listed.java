package org.connectme.gateway;

import java.util.Arrays;
import java.util.List;

/** Settings of several values: a file of settings knows only text, so each value may be several, with commas between. */
public final class Listed {

    private Listed() {}

    /** Without blanks around and without empty ones. */
    public static List<String> of(String[] values) {
        return Arrays.stream(values)
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
