package org.connectme.rest;

import java.util.List;
import java.util.Optional;
import org.connectme.core.ConsultantId;
import org.connectme.core.Seller;
import org.connectme.core.account.Accounts;
import org.connectme.core.account.Accounts.Availability;
import org.connectme.core.account.Accounts.Consultant;
import org.connectme.core.account.Accounts.Profile;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Refusal;
import org.connectme.mail.spi.Outbox;
import org.connectme.wire.http.Cookies;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;

/** Sign-in, profile, availability and the outbox. */
final class AccountCalls {

    /** A month from the last "me", which every page asks for; what the session itself allows ends earlier. */
    private static final long COOKIE_SECONDS = 30L * 24 * 3600;

    private static final long DEVICE_SECONDS = 365L * 24 * 3600;

    private final Desk desk;
    private final Accounts accounts;
    private final Outbox outbox;

    AccountCalls(Desk desk, Accounts accounts, Outbox outbox) {
        this.desk = desk;
        this.accounts = accounts;
        this.outbox = outbox;
    }

    /** Me of docs/protocol.md. */
    record Me(String id, String email, Availability availability, Profile profile) {}

    record OutboxAnswer(boolean active, List<Outbox.Kept> mails) {}

    void addTo(Routes routes) {
        String prefix = ConsultantApi.PREFIX;
        routes.post(prefix + "sign-in", this::signIn)
                .post(prefix + "sign-out", this::signOut)
                .post(prefix + "password-reset", this::requestReset)
                .post(prefix + "password-reset/finish", this::finishReset)
                .get(prefix + "me", request -> me(request, consultant(request)))
                .post(prefix + "availability", this::availability)
                .add("PUT", prefix + "profile", (request, segments) -> profile(request))
                .get(prefix + "outbox", this::outbox);
    }

    private Response signIn(Request request) {
        Body body = Body.of(request);
        String email = body.line("email", 1, 254);
        String password = body.secret("password", 200);
        body.check();
        Optional<String> device = Desk.secret(request, Cookies.device(request.secure()));
        Accounts.SignIn signIn = accounts.signIn(email, password, request.network(), device);
        if (signIn instanceof Accounts.SignIn.Failed failed) {
            return Problem.response(failed.refusal());
        }
        Accounts.SignIn.Done done = (Accounts.SignIn.Done) signIn;
        return me(done.id())
                .with("Set-Cookie", cookie(request, done.secret(), COOKIE_SECONDS))
                .with("Set-Cookie", deviceCookie(request, done.device()));
    }

    private Response signOut(Request request) {
        Body body = Body.of(request);
        boolean everywhere = body.flag("everywhere");
        body.check();
        if (everywhere) {
            accounts.signOutEverywhere(consultant(request));
        } else {
            Desk.secret(request, Cookies.consultant(request.secure())).ifPresent(accounts::signOut);
        }
        return Response.empty(204).with("Set-Cookie", cookie(request, "", 0));
    }

    private Response requestReset(Request request) {
        Body body = Body.of(request);
        String email = body.line("email", 1, 254);
        body.check();
        accounts.requestPasswordReset(email, request.network());
        return Response.empty(204);
    }

    private Response finishReset(Request request) {
        Body body = Body.of(request);
        String token = body.secret("token", 100);
        String password = body.secret("password", 200);
        body.check();
        return accounts.resetPassword(token, password).map(Problem::response).orElseGet(() -> Response.empty(204));
    }

    private Response availability(Request request) {
        ConsultantId id = consultant(request);
        Body body = Body.of(request);
        Availability availability = body.choice("availability", Availability.class);
        body.check();
        return accounts.setAvailability(id, availability).map(Problem::response).orElseGet(() -> me(request, id));
    }

    private Response profile(Request request) {
        ConsultantId id = consultant(request);
        Body body = Body.of(request);
        Body seller = body.object("seller");
        Profile profile = new Profile(
                body.line("displayName", 1, 200),
                body.text("greeting", 0, 1000),
                body.line("zone", 1, 60),
                new Seller(
                        seller.line("name", 1, 200), seller.text("address", 1, 500), seller.line("taxNumber", 0, 60)),
                body.text("terms", 1, 20_000),
                body.text("privacy", 1, 20_000),
                body.text("waiver", 0, 2000));
        body.check();
        Optional<Refusal> refusal = accounts.updateProfile(id, profile);
        return refusal.map(Problem::response).orElseGet(() -> me(request, id));
    }

    private Response outbox(Request request) {
        ConsultantId id = consultant(request);
        return Response.json(200, Json.write(new OutboxAnswer(outbox.isActive(), outbox.of(id.toString()))));
    }

    /** The session slides with each request, and its cookie with these. */
    private Response me(Request request, ConsultantId id) {
        Response me = me(id);
        return Desk.secret(request, Cookies.consultant(request.secure()))
                .filter(secret -> me.status() == 200)
                .map(secret -> me.with("Set-Cookie", cookie(request, secret, COOKIE_SECONDS)))
                .orElse(me);
    }

    private Response me(ConsultantId id) {
        return accounts.find(id)
                .map(AccountCalls::describe)
                .map(me -> Response.json(200, Json.write(me)))
                .orElseGet(() -> Problem.response(Desk.NOT_SIGNED_IN));
    }

    private static Me describe(Consultant consultant) {
        return new Me(consultant.id().toString(), consultant.email(), consultant.availability(), consultant.profile());
    }

    private ConsultantId consultant(Request request) {
        return ((Actor.Consultant) desk.actor(request, Cookies.consultant(request.secure()))).id();
    }

    private static String cookie(Request request, String value, long maxAgeSeconds) {
        return Cookies.set(Cookies.consultant(request.secure()), value, maxAgeSeconds, request.secure());
    }

    private static String deviceCookie(Request request, String value) {
        return Cookies.set(Cookies.device(request.secure()), value, DEVICE_SECONDS, request.secure());
    }
}
