package org.connectme.rest;

import org.connectme.core.account.Authenticator;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Refusal;
import org.connectme.core.evidence.Papers;
import org.connectme.wire.http.Cookies;
import org.connectme.wire.http.Endpoint;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The customer's receipt as PDF (FIN-3). The cookie names the one consultation it can be of. */
@Component
public final class ReceiptApi implements Endpoint {

    private static final String PATH = "/api/customer/receipt";

    private final Papers papers;
    private final Authenticator authenticator;
    private final Routes routes = new Routes().get(PATH, this::receipt);

    @Activate
    public ReceiptApi(
            @Reference Papers papers,
            @Reference(target = "(" + Authenticator.KIND_CUSTOMER + ")") Authenticator authenticator) {
        this.papers = papers;
        this.authenticator = authenticator;
    }

    @Override
    public String prefix() {
        return PATH;
    }

    @Override
    public Response handle(Request request) {
        return routes.handle(request);
    }

    private Response receipt(Request request) {
        return Desk.secret(request, Cookies.customer(request.secure()))
                .flatMap(authenticator::authenticate)
                .map(actor -> ((Actor.Customer) actor).consultation())
                .map(id -> PaperResponse.of(papers.receipt(id), "receipt-" + id))
                .orElseGet(() -> Problem.response(new Refusal(
                        Refusal.Kind.UNAUTHENTICATED, "session.missing", "You are not signed in, or no longer.")));
    }
}
