package org.connectme.rest;

/** Unwinds a handler whose input is wrong; {@link Routes} answers with the problem. Carries no stack trace. */
final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    BadRequest(Problem problem) {
        super(problem.code(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
