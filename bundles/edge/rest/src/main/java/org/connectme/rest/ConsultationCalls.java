package org.connectme.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Offer;
import org.connectme.core.Side;
import org.connectme.core.account.Accounts;
import org.connectme.core.account.Accounts.Profile;
import org.connectme.core.account.ControlPermits;
import org.connectme.core.account.ControlPermits.Permission;
import org.connectme.core.account.Plans;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsentCommand;
import org.connectme.core.command.ConsultationCommand;
import org.connectme.core.command.MeterCommand;
import org.connectme.core.command.PaymentCommand;
import org.connectme.core.command.PresenceCommand;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.ConsentEvent.Scope;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.evidence.Papers;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Views;
import org.connectme.wire.http.Cookies;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consultant's consultations: list, schedule, and every command on one of them. */
final class ConsultationCalls {

    private static final Logger logger = LoggerFactory.getLogger(ConsultationCalls.class);
    private static final String PATH = ConsultantApi.PREFIX + "consultations";

    private final Desk desk;
    private final Journal journal;
    private final Catalog catalog;
    private final Timeline timeline;
    private final Accounts accounts;
    private final Plans plans;
    private final IceServers ice;
    private final Views views;
    private final Evidence evidence;
    private final Papers papers;
    private final ControlPermits permits;

    ConsultationCalls(
            Desk desk,
            Journal journal,
            Catalog catalog,
            Timeline timeline,
            Accounts accounts,
            Plans plans,
            IceServers ice,
            Views views,
            Evidence evidence,
            Papers papers,
            ControlPermits permits) {
        this.desk = desk;
        this.journal = journal;
        this.catalog = catalog;
        this.timeline = timeline;
        this.accounts = accounts;
        this.plans = plans;
        this.ice = ice;
        this.views = views;
        this.evidence = evidence;
        this.papers = papers;
        this.permits = permits;
    }

    void addTo(Routes routes) {
        routes.get(PATH, this::list)
                .post(PATH, this::schedule)
                .add("GET", PATH + "/{id}", (request, segments) -> one(request, segments.get(0)))
                .add("GET", PATH + "/{id}/ice", (request, segments) -> ice(request, segments.get(0)))
                .add("GET", PATH + "/{id}/evidence", (request, segments) -> evidence(request, segments.get(0)))
                .add("GET", PATH + "/{id}/evidence-paper", (request, segments) -> paper(request, segments.get(0)));
        command(routes, "/reschedule", this::reschedule);
        routes.add("POST", PATH + "/{id}/offer", (request, segments) -> changeOffer(request, segments.get(0)));
        command(routes, "/resend", body -> new ConsultationCommand.ResendInvitation());
        command(routes, "/enter", body -> new PresenceCommand.EnterCall());
        command(routes, "/meter/start", body -> new MeterCommand.StartMeter());
        command(routes, "/meter/pause", body -> new MeterCommand.PauseMeter());
        command(routes, "/cancel", body -> new ConsultationCommand.Cancel(body.text("reason", 0, 500)));
        command(routes, "/end", Steps::read);
        command(
                routes,
                "/refund",
                body -> new PaymentCommand.Refund(body.line("request", 8, 64), body.money("amount")));
        command(routes, "/summary-mail", body -> new ConsultationCommand.MailSummary(body.id("request")));
        routes.add("POST", PATH + "/{id}/permit", (request, segments) -> permit(request, segments.get(0)));
        command(routes, "/consent", ConsultationCalls::consent);
        command(routes, "/consent-end", body -> new ConsentCommand.EndConsent(body.line("request", 8, 64)));
    }

    private void command(Routes routes, String path, Function<Body, Command> reader) {
        routes.add("POST", PATH + "/{id}" + path, (request, segments) -> {
            Actor actor = actor(request);
            Body body = Body.of(request);
            Command command = reader.apply(body);
            body.check();
            return ConsultationId.parse(segments.get(0))
                    .map(id -> desk.send(id, actor, Side.CONSULTANT, command))
                    .orElseGet(Desk::notFound);
        });
    }

    private Response list(Request request) {
        ConsultantId consultant = actor(request).id();
        Instant now = timeline.now();
        Instant from = instant(request, "from", now.minus(Duration.ofDays(1)));
        Instant to = instant(request, "to", now.plus(Duration.ofDays(7)));
        String wanted = request.query().getOrDefault("q", "").strip().toLowerCase(Locale.ROOT);
        String found = catalog.of(consultant, from, to).stream()
                .filter(id -> wanted.isEmpty() || matches(id, wanted))
                .map(id -> views.json(id, Side.CONSULTANT))
                .collect(Collectors.joining(",", "{\"consultations\":[", "]}"));
        return Response.json(200, found);
    }

    private boolean matches(ConsultationId id, String wanted) {
        Consultation consultation = Consultation.of(journal.read(id));
        return consultation.scheduled() != null
                && (consultation
                                .scheduled()
                                .customerName()
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted)
                        || consultation
                                .scheduled()
                                .subject()
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted));
    }

    private Response schedule(Request request) {
        Actor.Consultant actor = actor(request);
        Body body = Body.of(request);
        UUID key = body.id("request");
        String customerName = body.line("customerName", 1, 200);
        String customerEmail = body.line("customerEmail", 3, 254);
        String subject = body.line("subject", 1, 200);
        Instant startsAt = body.instant("startsAt");
        int plannedMinutes = (int) body.integer("plannedMinutes", 5, 480);
        String zone = body.line("zone", 1, 60);
        String language = body.line("language", 2, 35);
        long hours = body.integer("invitationHours", 1, 24 * 366);
        UUID plan = body.id("planId");
        String greeting = body.text("greeting", 0, 1000);
        body.check();
        Profile profile = profile(actor.id());
        ConsultationId id = ConsultationId.of(actor.id(), key);
        Optional<Offer> offer = offer(actor.id(), plan, language).or(() -> madeBefore(id, plan));
        if (offer.isEmpty()) {
            return noSuchPlan();
        }
        return desk.send(
                id,
                actor,
                Side.CONSULTANT,
                new ConsultationCommand.Schedule(
                        actor.id(),
                        profile.displayName(),
                        greeting.isEmpty() ? profile.greeting() : greeting,
                        customerName,
                        customerEmail,
                        subject,
                        startsAt,
                        plannedMinutes,
                        zone,
                        language,
                        startsAt.plus(Duration.ofHours(hours)),
                        offer.get()));
    }

    /** What a repeated request offered the first time: its plan may be withdrawn by now. */
    private Optional<Offer> madeBefore(ConsultationId id, UUID plan) {
        return Optional.ofNullable(Consultation.of(journal.read(id)).scheduled())
                .map(ConsultationScheduled::offer)
                .filter(offer -> offer.plan().id().equals(plan));
    }

    private Command reschedule(Body body) {
        Instant startsAt = body.instant("startsAt");
        return new ConsultationCommand.Reschedule(
                startsAt,
                (int) body.integer("plannedMinutes", 5, 480),
                body.line("zone", 1, 60),
                startsAt.plus(Duration.ofHours(body.integer("invitationHours", 1, 24 * 366))));
    }

    private Response changeOffer(Request request, String segment) {
        Actor.Consultant actor = actor(request);
        Body body = Body.of(request);
        UUID plan = body.id("planId");
        body.check();
        Optional<ConsultationId> id = mine(actor, segment);
        if (id.isEmpty()) {
            return Desk.notFound();
        }
        Consultation consultation = Consultation.of(journal.read(id.get()));
        Optional<Offer> offer = offer(actor.id(), plan, consultation.scheduled().language());
        return offer.map(value ->
                        desk.send(id.get(), actor, Side.CONSULTANT, new ConsultationCommand.ChangeOffer(value)))
                .orElseGet(ConsultationCalls::noSuchPlan);
    }

    private Response one(Request request, String segment) {
        return mine(actor(request), segment)
                .map(id -> desk.view(id, Side.CONSULTANT))
                .orElseGet(Desk::notFound);
    }

    private Response ice(Request request, String segment) {
        return mine(actor(request), segment)
                .map(id -> desk.ice(ice, journal.read(id), Side.CONSULTANT))
                .orElseGet(Desk::notFound);
    }

    /** The whole proof of one consultation, to hand in at a dispute. Who asked for it stands in the log. */
    private Response evidence(Request request, String segment) {
        Actor.Consultant actor = actor(request);
        return mine(actor, segment)
                .flatMap(id -> evidence.export(id).map(json -> {
                    logger.info("Consultant {} took the evidence of consultation {}", actor.id(), id);
                    return Response.json(200, json)
                            .with("Content-Disposition", "attachment; filename=\"connectme-evidence-" + id + ".json\"")
                            .with("Cache-Control", "no-store");
                }))
                .orElseGet(Desk::notFound);
    }

    /** What the evidence proves, to be read, in the language that is asked for. */
    private Response paper(Request request, String segment) {
        Actor.Consultant actor = actor(request);
        String language = request.query().getOrDefault("language", "en");
        return mine(actor, segment)
                .map(id -> {
                    logger.info("Consultant {} took the evidence of consultation {} as a paper", actor.id(), id);
                    return PaperResponse.of(papers.dispute(id, language), "connectme-evidence-" + id);
                })
                .orElseGet(Desk::notFound);
    }

    private record Permit(String permit, int renewAfterSeconds) {}

    /** What the agent app wants to see before it takes input, for a minute each. */
    private Response permit(Request request, String segment) {
        Actor.Consultant actor = actor(request);
        Body body = Body.of(request);
        String consent = body.line("request", 8, 64);
        body.check();
        return ConsultationId.parse(segment)
                .map(id -> permits.issue(id, actor.id(), consent))
                .map(ConsultationCalls::permit)
                .orElseGet(Desk::notFound);
    }

    private static Response permit(Permission permission) {
        if (permission instanceof Permission.Refused refused) {
            return Problem.response(refused.refusal());
        }
        Permission.Issued issued = (Permission.Issued) permission;
        return Response.json(200, Json.write(new Permit(issued.permit(), issued.renewAfterSeconds())))
                .with("Cache-Control", "no-store");
    }

    /** The id, if it names a consultation of this consultant's own. */
    private Optional<ConsultationId> mine(Actor.Consultant actor, String segment) {
        return ConsultationId.parse(segment).filter(id -> {
            Consultation consultation = Consultation.of(journal.read(id));
            return consultation.scheduled() != null
                    && consultation.scheduled().consultant().equals(actor.id());
        });
    }

    private Optional<Offer> offer(ConsultantId owner, UUID plan, String language) {
        Profile profile = profile(owner);
        return plans.find(owner, plan)
                .map(found -> new Offer(
                        found, profile.seller(), language, profile.terms(), profile.privacy(), profile.waiver()));
    }

    private Profile profile(ConsultantId id) {
        return accounts.find(id)
                .orElseThrow(() -> new IllegalStateException("A signed-in consultant has no account."))
                .profile();
    }

    private static Command consent(Body body) {
        return new ConsentCommand.RequestConsent(
                body.line("request", 8, 64), body.choice("scope", Scope.class), body.text("reason", 1, 500), (int)
                        body.integer("minutes", 1, 480));
    }

    private static Response noSuchPlan() {
        return Problem.response(new Refusal(
                Refusal.Kind.INVALID, "plan.not-found", "There is no such rate plan. Choose one from your list."));
    }

    static Instant instant(Request request, String name, Instant otherwise) {
        String text = request.query().get(name);
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadRequest(Problem.fields(List.of(new Problem.FieldError(
                    name, "instant", "\"" + name + "\" must be an instant such as 2026-05-04T09:30:00Z."))));
        }
    }

    private Actor.Consultant actor(Request request) {
        return (Actor.Consultant) desk.actor(request, Cookies.consultant(request.secure()));
    }
}
