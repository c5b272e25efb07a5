package org.connectme.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.account.Authenticator;
import org.connectme.core.account.PaymentForms;
import org.connectme.core.account.PaymentForms.Form;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Commands;
import org.connectme.core.command.Refusal;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Views;
import org.connectme.wire.http.Cookies;
import org.connectme.wire.http.Endpoint;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells a customer's page which card form to load. Apart from {@link CustomerApi}, which needs no payment provider. */
@Component
public final class PaymentFormApi implements Endpoint {

    private static final String PATH = "/api/customer/payment/form";

    private final Journal journal;
    private final PaymentForms forms;
    private final Desk desk;
    private final Routes routes;

    /** CardForm of docs/protocol.md. */
    record CardForm(
            String provider,
            String version,
            boolean test,
            String module,
            @JsonRawValue String configuration,
            Money amount) {}

    @Activate
    public PaymentFormApi(
            @Reference Commands commands,
            @Reference Views views,
            @Reference Journal journal,
            @Reference PaymentForms forms,
            @Reference(target = "(" + Authenticator.KIND_CUSTOMER + ")") Authenticator authenticator) {
        this.journal = journal;
        this.forms = forms;
        this.desk = new Desk(commands, views, authenticator);
        this.routes = new Routes().get(PATH, this::form);
    }

    @Override
    public String prefix() {
        return PATH;
    }

    @Override
    public Response handle(Request request) {
        return routes.handle(request);
    }

    private Response form(Request request) {
        Actor actor = desk.actor(request, Cookies.customer(request.secure()));
        ConsultationId id = ((Actor.Customer) actor).consultation();
        History history = journal.read(id);
        Consultation consultation = Consultation.of(history);
        if (consultation.offer() == null || consultation.offer().plan().isFree()) {
            return Problem.of(409, "payment.not-needed", "This consultation is free: no card is needed.", List.of())
                    .response();
        }
        Money hold = consultation.offer().plan().holdAmount();
        String provider = request.query().get("provider");
        return (provider == null ? forms.next(history) : forms.formOf(provider))
                .map(form -> Response.json(200, Json.write(describe(form, hold))))
                .orElseGet(() -> Problem.response(new Refusal(
                        Refusal.Kind.UNAVAILABLE,
                        "payment.no-provider",
                        "No payment service can take this currency now. Nothing was charged; try again in a moment.")));
    }

    private static CardForm describe(Form form, Money hold) {
        return new CardForm(
                form.provider(), form.version(), form.test(), PaymentModules.path(form), form.configuration(), hold);
    }
}
