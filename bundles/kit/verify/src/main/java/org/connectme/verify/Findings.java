package org.connectme.verify;

import java.util.ArrayList;
import java.util.List;
import org.connectme.verify.Finding.Kind;
import org.jspecify.annotations.Nullable;

/** Collects what the checks find, in their order. For one use on one thread. */
final class Findings {

    private final List<Finding> all = new ArrayList<>();

    void wrong(String check, @Nullable Integer entry, String text) {
        all.add(new Finding(Kind.WRONG, check, entry, text));
    }

    void note(String check, @Nullable Integer entry, String text) {
        all.add(new Finding(Kind.NOTE, check, entry, text));
    }

    /** Said only if the check found nothing wrong. */
    void right(String check, String text) {
        if (all.stream()
                .noneMatch(finding ->
                        finding.kind() == Kind.WRONG && finding.check().equals(check))) {
            all.add(new Finding(Kind.RIGHT, check, null, text));
        }
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
