package org.connectme.agent.core.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a view must keep to be taken: whoever made it, it can then be shown. */
final class Bounds {

    private static final int MOST = 1_000;

    private Bounds() {}

    static void present(String field, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
    }

    static void longest(String field, String value, int characters) {
        if (value.length() > characters) {
            throw new IllegalArgumentException(field + " has " + value.length() + " characters");
        }
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    static <T> List<T> list(String field, @Nullable List<T> list) {
        if (list == null) {
            return List.of();
        }
        if (list.size() > MOST) {
            throw new IllegalArgumentException(field + " has " + list.size() + " entries");
        }
        return List.copyOf(list);
    }
}
