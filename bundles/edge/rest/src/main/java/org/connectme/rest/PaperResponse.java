package org.connectme.rest;

import org.connectme.core.command.Refusal;
import org.connectme.core.evidence.Papers.Paper;
import org.connectme.core.evidence.Papers.Paper.NoPrinter;
import org.connectme.core.evidence.Papers.Paper.Printed;
import org.connectme.wire.http.Response;

/** A paper as an answer: a file to keep, or why there is none. */
final class PaperResponse {

    private PaperResponse() {}

    /** @param name of the file, without its ending */
    static Response of(Paper paper, String name) {
        if (paper instanceof Printed printed) {
            return Response.of(200, "application/pdf", printed.pdf())
                    .with("Content-Disposition", "attachment; filename=\"" + name + ".pdf\"")
                    .with("Cache-Control", "no-store");
        }
        return Problem.response(
                paper instanceof NoPrinter
                        ? new Refusal(
                                Refusal.Kind.UNAVAILABLE,
                                "paper.no-printer",
                                "Papers cannot be printed at the moment. Try again later.")
                        : new Refusal(
                                Refusal.Kind.NOT_FOUND,
                                "paper.nothing",
                                "There is nothing to print yet: the bill is not written."));
    }
}
