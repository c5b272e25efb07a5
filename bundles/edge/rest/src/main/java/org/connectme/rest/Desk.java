package org.connectme.rest;

import java.util.Optional;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.account.Authenticator;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.Commands;
import org.connectme.core.command.Outcome;
import org.connectme.core.command.Refusal;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Views;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;

/** What both sides' calls have in common: who asks, hand over the command, answer with the new view. */
final class Desk {

    static final Refusal NOT_SIGNED_IN =
            new Refusal(Refusal.Kind.UNAUTHENTICATED, "session.missing", "You are not signed in, or no longer.");

    private final Commands commands;
    private final Views views;
    private final Authenticator authenticator;

    Desk(Commands commands, Views views, Authenticator authenticator) {
        this.commands = commands;
        this.views = views;
        this.authenticator = authenticator;
    }

    /** @throws BadRequest with 401 if the cookie is missing, wrong or expired, which all look alike */
    Actor actor(Request request, String cookie) {
        return secret(request, cookie)
                .flatMap(authenticator::authenticate)
                .orElseThrow(() -> new BadRequest(Problem.of(NOT_SIGNED_IN)));
    }

    static Optional<String> secret(Request request, String cookie) {
        return request.cookie(cookie).filter(value -> !value.isEmpty() && value.length() <= 200);
    }

    Response send(ConsultationId id, Actor actor, Side side, Command command) {
        Outcome outcome = commands.send(id, actor, command);
        return outcome instanceof Outcome.Refused refused ? Problem.response(refused.refusal()) : view(id, side);
    }

    Response view(ConsultationId id, Side side) {
        return Response.json(200, views.json(id, side));
    }

    /** The session outlives the call by weeks, for the summary; the relay's credentials must not. */
    Response ice(IceServers servers, History history, Side side) {
        return Consultation.of(history).isOpen()
                ? Response.json(200, Json.write(servers.forParticipant(history.id(), side)))
                : Problem.response(new Refusal(
                        Refusal.Kind.CONFLICT, "consultation.ended", "The consultation is over; there is no call."));
    }

    static Response notFound() {
        return Problem.response(
                new Refusal(Refusal.Kind.NOT_FOUND, "consultation.not-found", "There is no such consultation."));
    }
}
