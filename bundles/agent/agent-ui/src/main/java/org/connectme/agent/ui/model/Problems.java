package org.connectme.agent.ui.model;

import java.util.HashMap;
import java.util.Map;
import org.connectme.agent.core.Problem;
import org.connectme.agent.ui.words.Words;

/** A refusal in the reader's language: what happened and what to do (problem.ts). */
public final class Problems {

    private Problems() {}

    public static String text(Problem problem, Words words) {
        return words.maybe("problem." + problem.code()).orElseGet(() -> words.say(general(problem.status())));
    }

    private static String general(int status) {
        if (status == 0) {
            return "problem.network.unreachable";
        }
        if (status == 429) {
            return "problem.too-many";
        }
        if (status >= 500) {
            return "problem.server.failed";
        }
        return status == 409 ? "problem.conflict" : "problem.server.refused";
    }

    /** What is wrong with each field. */
    public static Map<String, String> fields(Problem problem, Words words) {
        Map<String, String> faults = new HashMap<>();
        problem.errors()
                .forEach(error -> faults.put(
                        error.field(),
                        words.maybe("field." + error.code()).orElseGet(() -> words.say("field.invalid"))));
        return faults;
    }
}
