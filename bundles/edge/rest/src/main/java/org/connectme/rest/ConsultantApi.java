package org.connectme.rest;

import org.connectme.core.account.Accounts;
import org.connectme.core.account.Authenticator;
import org.connectme.core.account.ControlPermits;
import org.connectme.core.account.Plans;
import org.connectme.core.account.Rating;
import org.connectme.core.command.Commands;
import org.connectme.core.evidence.Papers;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Views;
import org.connectme.mail.spi.Outbox;
import org.connectme.wire.http.Endpoint;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The consultant's calls: docs/protocol.md, "Consultant". */
@Component
public final class ConsultantApi implements Endpoint {

    static final String PREFIX = "/api/consultant/";

    private final Routes routes = new Routes();

    @Activate
    public ConsultantApi(
            @Reference Commands commands,
            @Reference Views views,
            @Reference Journal journal,
            @Reference Catalog catalog,
            @Reference Timeline timeline,
            @Reference Accounts accounts,
            @Reference Plans plans,
            @Reference Rating rating,
            @Reference Outbox outbox,
            @Reference Evidence evidence,
            @Reference Papers papers,
            @Reference IceServers ice,
            @Reference ControlPermits permits,
            @Reference(target = "(" + Authenticator.KIND_CONSULTANT + ")") Authenticator authenticator) {
        Desk desk = new Desk(commands, views, authenticator);
        new AccountCalls(desk, accounts, outbox).addTo(routes);
        new PlanCalls(desk, plans, rating).addTo(routes);
        new ConsultationCalls(desk, journal, catalog, timeline, accounts, plans, ice, views, evidence, papers, permits)
                .addTo(routes);
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public Response handle(Request request) {
        return routes.handle(request);
    }
}
