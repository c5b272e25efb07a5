package org.connectme.rest;

import java.util.Optional;
import java.util.function.Function;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.account.Authenticator;
import org.connectme.core.account.Invitations;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.Commands;
import org.connectme.core.command.ConsentCommand;
import org.connectme.core.command.ConsultationCommand;
import org.connectme.core.command.MeterCommand;
import org.connectme.core.command.PaymentCommand;
import org.connectme.core.command.PresenceCommand;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Views;
import org.connectme.wire.http.Cookies;
import org.connectme.wire.http.Endpoint;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The customer's calls: docs/protocol.md, "Customer". The cookie names the one consultation they can touch. */
@Component
public final class CustomerApi implements Endpoint {

    /** A month: the summary can be opened that long; what the session itself allows ends earlier. */
    private static final long COOKIE_SECONDS = 30L * 24 * 3600;

    private static final String PREFIX = "/api/customer/";

    private final Invitations invitations;
    private final IceServers ice;
    private final Journal journal;
    private final Desk desk;
    private final Routes routes;

    @Activate
    public CustomerApi(
            @Reference Commands commands,
            @Reference Views views,
            @Reference Invitations invitations,
            @Reference IceServers ice,
            @Reference Journal journal,
            @Reference(target = "(" + Authenticator.KIND_CUSTOMER + ")") Authenticator authenticator) {
        this.invitations = invitations;
        this.ice = ice;
        this.journal = journal;
        this.desk = new Desk(commands, views, authenticator);
        this.routes = new Routes()
                .post(PREFIX + "exchange", this::exchange)
                .post(PREFIX + "leave", this::leave)
                .get(PREFIX + "view", request -> desk.view(consultation(request), Side.CUSTOMER))
                .get(PREFIX + "ice", this::ice)
                .post(PREFIX + "hand-over", this::handOver)
                .post(PREFIX + "contact", command(CustomerApi::contact))
                .post(PREFIX + "agree", command(CustomerApi::agree))
                .post(PREFIX + "payment/hold", command(CustomerApi::hold))
                .post(PREFIX + "payment/challenge", command(CustomerApi::challenge))
                .post(PREFIX + "payment/raise", command(CustomerApi::raise))
                .post(PREFIX + "limit", command(body -> new MeterCommand.SetLimit(body.moneyOrNull("limit"))))
                .post(PREFIX + "enter", command(body -> new PresenceCommand.EnterCall()))
                .post(PREFIX + "note", command(body -> new ConsultationCommand.LeaveNote(body.text("text", 1, 2000))))
                .post(PREFIX + "end", command(Steps::read))
                .post(PREFIX + "cancel", command(body -> new ConsultationCommand.Cancel(body.text("reason", 0, 500))))
                .post(
                        PREFIX + "another-time",
                        command(body -> new ConsultationCommand.AskAnotherTime(body.text("note", 0, 1000))))
                .post(PREFIX + "summary-mail", command(body -> new ConsultationCommand.MailSummary(body.id("request"))))
                .post(PREFIX + "consent", command(CustomerApi::consent))
                .post(
                        PREFIX + "consent-end",
                        command(body -> new ConsentCommand.EndConsent(body.line("request", 8, 64))))
                .post(PREFIX + "file-passed", command(CustomerApi::filePassed))
                .post(
                        PREFIX + "text-passed",
                        command(body -> new ConsentCommand.NoteText(
                                body.line("request", 8, 64),
                                body.line("transfer", 8, 64),
                                body.choice("from", Side.class))));
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public Response handle(Request request) {
        return routes.handle(request);
    }

    private Response exchange(Request request) {
        Body body = Body.of(request);
        String secret = body.secret("secret", 100);
        body.check();
        Invitations.Exchange exchange = invitations.exchange(secret, request.network());
        if (exchange instanceof Invitations.Exchange.Refused refused) {
            return Problem.response(refused.refusal());
        }
        Invitations.Exchange.Opened opened = (Invitations.Exchange.Opened) exchange;
        return desk.view(opened.consultation(), Side.CUSTOMER)
                .with("Set-Cookie", cookie(request, opened.secret(), COOKIE_SECONDS));
    }

    private Response leave(Request request) {
        Desk.secret(request, Cookies.customer(request.secure())).ifPresent(invitations::leave);
        return Response.empty(204).with("Set-Cookie", cookie(request, "", 0));
    }

    private Response ice(Request request) {
        ConsultationId id = consultation(request);
        return desk.ice(ice, journal.read(id), Side.CUSTOMER);
    }

    private record HandOver(String url, int seconds) {}

    /** Card forms live in a browser: the desktop app opens one there, for that step alone. */
    private Response handOver(Request request) {
        ConsultationId id = consultation(request);
        Body.of(request).check();
        Consultation consultation = Consultation.of(journal.read(id));
        boolean isDue = consultation.isOpen()
                && consultation.agreement() != null
                && !consultation.offer().plan().isFree();
        if (!isDue) {
            return Problem.response(
                    new Refusal(Refusal.Kind.CONFLICT, "hand-over.not-now", "There is no card to be entered now."));
        }
        Invitations.HandOver handOver = invitations.handOver(id);
        return Response.json(200, Json.write(new HandOver(handOver.url(), handOver.seconds())))
                .with("Cache-Control", "no-store");
    }

    private Function<Request, Response> command(Function<Body, Command> reader) {
        return request -> {
            Actor actor = desk.actor(request, Cookies.customer(request.secure()));
            Body body = Body.of(request);
            Command command = reader.apply(body);
            body.check();
            return desk.send(((Actor.Customer) actor).consultation(), actor, Side.CUSTOMER, command);
        };
    }

    private ConsultationId consultation(Request request) {
        Actor actor = desk.actor(request, Cookies.customer(request.secure()));
        return ((Actor.Customer) actor).consultation();
    }

    private static Command contact(Body body) {
        return new ConsultationCommand.GiveContact(
                body.line("name", 1, 200),
                body.line("email", 3, 254),
                body.line("phone", 0, 40),
                body.text("topic", 0, 2000));
    }

    private static Command agree(Body body) {
        return new ConsultationCommand.Agree(
                body.line("planHash", 64, 64), body.line("termsHash", 64, 64), body.flag("waiverAccepted"));
    }

    private static Command raise(Body body) {
        return new PaymentCommand.RaiseHold(body.line("request", 8, 64), body.money("total"));
    }

    private static Command hold(Body body) {
        return new PaymentCommand.PlaceHold(
                body.line("attempt", 8, 64), body.line("provider", 2, 32), body.secret("method", 4096));
    }

    private static Command challenge(Body body) {
        return new PaymentCommand.AnswerChallenge(body.line("operation", 1, 200), body.secret("answer", 4096));
    }

    private static Command consent(Body body) {
        String request = body.line("request", 8, 64);
        Optional<Scope> scope = body.optionalChoice("scope", Scope.class);
        return scope.isPresent()
                ? new ConsentCommand.GiveConsent(request, scope.get())
                : new ConsentCommand.RefuseConsent(request);
    }

    private static Command filePassed(Body body) {
        return new ConsentCommand.NoteFile(
                body.line("request", 8, 64),
                body.line("transfer", 8, 64),
                body.choice("from", Side.class),
                body.integer("bytes", 0, 1L << 40),
                body.line("sha256", 64, 64));
    }

    private static String cookie(Request request, String value, long maxAgeSeconds) {
        return Cookies.set(Cookies.customer(request.secure()), value, maxAgeSeconds, request.secure());
    }
}
