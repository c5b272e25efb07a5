package org.connectme.signaling;

import java.util.Optional;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.account.Authenticator;
import org.connectme.core.command.Actor;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Journal;
import org.connectme.wire.http.Cookies;
import org.connectme.wire.http.Request;

/** Which seat a page may take, by its cookie. Blocks on the database; any thread. */
final class Admission {

    private final Authenticators authenticators;
    private final Journal journal;

    Admission(Authenticators authenticators, Journal journal) {
        this.authenticators = authenticators;
        this.journal = journal;
    }

    Optional<Seat> seat(Request upgrade) {
        return switch (upgrade.path()) {
            case "/ws/customer" -> customer(upgrade);
            case "/ws/consultant" -> consultant(upgrade).flatMap(id -> own(id, upgrade));
            case "/ws/lobby" -> consultant(upgrade).map(Seat.Lobby::new);
            default -> Optional.empty();
        };
    }

    private Optional<Seat> customer(Request upgrade) {
        return upgrade.cookie(Cookies.customer(upgrade.secure()))
                .flatMap(authenticators.of(Authenticator.Kind.CUSTOMER)::authenticate)
                .map(actor -> actor instanceof Actor.Customer customer
                        ? new Seat.Participant(customer.consultation(), Side.CUSTOMER)
                        : null);
    }

    private Optional<ConsultantId> consultant(Request upgrade) {
        return upgrade.cookie(Cookies.consultant(upgrade.secure()))
                .flatMap(authenticators.of(Authenticator.Kind.CONSULTANT)::authenticate)
                .map(actor -> actor instanceof Actor.Consultant consultant ? consultant.id() : null);
    }

    /** Somebody else's consultation looks like none at all. */
    private Optional<Seat> own(ConsultantId consultant, Request upgrade) {
        return Optional.ofNullable(upgrade.query().get("consultation"))
                .flatMap(ConsultationId::parse)
                .filter(id -> isOwner(consultant, id))
                .map(id -> new Seat.Participant(id, Side.CONSULTANT));
    }

    private boolean isOwner(ConsultantId consultant, ConsultationId id) {
        var scheduled = Consultation.of(journal.read(id)).scheduled();
        return scheduled != null && scheduled.consultant().equals(consultant);
    }
}
