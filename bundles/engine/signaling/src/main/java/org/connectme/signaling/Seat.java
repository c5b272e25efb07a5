package org.connectme.signaling;

import java.util.Optional;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;

/** What a seat of the gateway's means here. */
sealed interface Seat {

    /** As the gateway knows it. */
    String name();

    /** One side's page of one consultation. */
    record Participant(ConsultationId consultation, Side side) implements Seat {
        @Override
        public String name() {
            return "consultation/" + consultation + "/" + side;
        }

        Participant other() {
            return new Participant(consultation, side.other());
        }
    }

    /** The consultant's list of consultations, and its ring. */
    record Lobby(ConsultantId consultant) implements Seat {
        @Override
        public String name() {
            return "lobby/" + consultant;
        }
    }

    static Optional<Seat> parse(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length == 2 && parts[0].equals("lobby")) {
            return ConsultantId.parse(parts[1]).map(Lobby::new);
        }
        if (parts.length != 3 || !parts[0].equals("consultation")) {
            return Optional.empty();
        }
        Optional<Side> side = switch (parts[2]) {
            case "CONSULTANT" -> Optional.of(Side.CONSULTANT);
            case "CUSTOMER" -> Optional.of(Side.CUSTOMER);
            default -> Optional.empty();
        };
        return side.flatMap(which -> ConsultationId.parse(parts[1]).map(id -> new Participant(id, which)));
    }
}
