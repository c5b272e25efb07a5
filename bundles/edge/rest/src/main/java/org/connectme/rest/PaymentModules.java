package org.connectme.rest;

import java.util.List;
import org.connectme.core.account.PaymentForms;
import org.connectme.core.account.PaymentForms.Form;
import org.connectme.wire.http.Endpoint;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Serves the providers' form modules. The version stands in the path, so a module never changes under its address. */
@Component
public final class PaymentModules implements Endpoint {

    private static final String PREFIX = "/providers/payment/";

    private final PaymentForms forms;
    private final Routes routes;

    @Activate
    public PaymentModules(@Reference PaymentForms forms) {
        this.forms = forms;
        this.routes = new Routes().add("GET", PREFIX + "{provider}/{version}/form.js", this::module);
    }

    static String path(Form form) {
        return PREFIX + form.provider() + "/" + form.version() + "/form.js";
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public Response handle(Request request) {
        return routes.handle(request);
    }

    private Response module(Request request, List<String> segments) {
        return forms.module(segments.get(0), segments.get(1))
                .map(bytes -> Response.of(200, "text/javascript; charset=utf-8", bytes)
                        .with("Cache-Control", "public, max-age=31536000, immutable"))
                .orElseGet(() -> Problem.of(404, "request.no-such-call", "There is no such form.", List.of())
                        .response());
    }
}
