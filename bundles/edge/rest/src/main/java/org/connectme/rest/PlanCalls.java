package org.connectme.rest;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.RatePlan;
import org.connectme.core.RatePlan.Tax;
import org.connectme.core.account.Plans;
import org.connectme.core.account.Rating;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Refusal;
import org.connectme.wire.http.Cookies;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.jspecify.annotations.Nullable;

/** The consultant's rate plans. */
final class PlanCalls {

    private static final UUID NEW = new UUID(0, 0);
    private static final long LARGEST = 1_000_000_000_000L;

    private final Desk desk;
    private final Plans plans;
    private final Rating rating;

    PlanCalls(Desk desk, Plans plans, Rating rating) {
        this.desk = desk;
        this.plans = plans;
        this.rating = rating;
    }

    record PlanList(List<RatePlan> plans) {}

    record Quoted(@Nullable Problem problem, List<Rating.Quote> examples) {}

    void addTo(Routes routes) {
        String path = ConsultantApi.PREFIX + "plans";
        routes.get(path, request -> Response.json(200, Json.write(new PlanList(plans.of(consultant(request))))))
                .post(path, this::save)
                .post(path + "/quote", this::quote)
                .post(path + "/withdraw", this::withdraw);
    }

    private Response save(Request request) {
        ConsultantId owner = consultant(request);
        Plans.Saved saved = plans.save(owner, read(request));
        return saved instanceof Plans.Saved.Refused refused
                ? Problem.response(refused.refusal())
                : Response.json(200, Json.write(((Plans.Saved.Done) saved).plan()));
    }

    private Response quote(Request request) {
        consultant(request);
        RatePlan draft = read(request);
        Optional<Refusal> refusal = rating.check(draft);
        Quoted quoted = refusal.isPresent()
                ? new Quoted(Problem.of(refusal.get()), List.of())
                : new Quoted(null, rating.examples(draft));
        return Response.json(200, Json.write(quoted));
    }

    private Response withdraw(Request request) {
        ConsultantId owner = consultant(request);
        Body body = Body.of(request);
        UUID plan = body.id("id");
        body.check();
        return plans.withdraw(owner, plan).map(Problem::response).orElseGet(() -> Response.empty(204));
    }

    private static RatePlan read(Request request) {
        Body body = Body.of(request);
        Body tax = body.object("tax");
        body.integerOrNull("version", 0, Integer.MAX_VALUE);
        RatePlan plan = new RatePlan(
                body.optionalId("id").orElse(NEW),
                0,
                body.line("name", 1, 100),
                body.currency("currency"),
                body.integer("pricePerMinute", 0, LARGEST),
                (int) body.integer("stepSeconds", 1, 3600),
                (int) body.integer("freeSeconds", 0, 86_400),
                body.integer("minimum", 0, LARGEST),
                body.integerOrNull("cap", 0, LARGEST),
                new Tax(tax.line("label", 0, 40), (int) tax.integer("basisPoints", 0, 10_000), tax.flag("included")),
                body.integer("hold", 0, LARGEST));
        body.check();
        return plan;
    }

    private ConsultantId consultant(Request request) {
        return ((Actor.Consultant) desk.actor(request, Cookies.consultant(request.secure()))).id();
    }
}
