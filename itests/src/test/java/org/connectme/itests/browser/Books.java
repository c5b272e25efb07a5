package org.connectme.itests.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.connectme.itests.server.Database;
import org.connectme.itests.server.Database.CardPayment;
import org.connectme.itests.server.Server;

/** What was written down of one consultation: the journal, and the ledger of the sandbox's card service. */
final class Books {

    private final Database database;
    private final String consultation;

    Books(Server server, String consultation) {
        this.database = new Database(server);
        this.consultation = consultation;
    }

    List<JsonNode> journal(String type) {
        return database.query(
                "SELECT json FROM journal.entry WHERE consultation = ? AND type = ? ORDER BY seq",
                row -> Database.json(row.getString("json")),
                UUID.fromString(consultation),
                type);
    }

    int count(String type) {
        return journal(type).size();
    }

    List<CardPayment> ledger() {
        return database.cardPayments(consultation);
    }

    List<CardPayment> captures() {
        return ledger().stream().filter(payment -> payment.captured() > 0).toList();
    }
}
