package org.connectme.rest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.core.account.PaymentWebhooks;
import org.connectme.core.account.PaymentWebhooks.Answer;
import org.connectme.wire.http.Endpoint;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the calls of payment services: {@code POST /api/payment/webhooks/<provider>}. Their signature is their right. */
@Component
public final class PaymentWebhookApi implements Endpoint {

    private static final String PREFIX = "/api/payment/webhooks/";
    private static final Pattern PATH = Pattern.compile(Pattern.quote(PREFIX) + "([a-z0-9-]{2,32})");

    private final PaymentWebhooks webhooks;

    @Activate
    public PaymentWebhookApi(@Reference PaymentWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public int maxBodyBytes() {
        return 256 * 1024;
    }

    @Override
    public boolean isForServers() {
        return true;
    }

    @Override
    public Response handle(Request request) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return Response.empty(404);
        }
        if (!request.method().equals("POST")) {
            return Response.empty(405).with("Allow", "POST");
        }
        Answer answer = webhooks.receive(path.group(1), request.body(), request.headers());
        return switch (answer) {
            case TAKEN -> Response.empty(204);
            case REFUSED -> Response.empty(400);
            case NO_PROVIDER -> Response.empty(404);
            case LATER -> Response.empty(503).with("Retry-After", "5");
        };
    }
}
