package org.connectme.itests.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.connectme.itests.server.Database;
import org.connectme.itests.server.Database.CardPayment;
import org.connectme.itests.server.Server;

/** What a server's database says: the journal, and the ledger of the sandbox's card service. */
public final class Records {

    private final Database database;

    public Records(Server server) {
        this.database = new Database(server);
    }

    public record Entry(int seq, Instant at, String type, JsonNode json) {

        public Instant instant(String field) {
            return Instant.parse(json.path(field).asText());
        }

        public boolean isOf(String side) {
            return json.path("side").asText().equals(side);
        }
    }

    public List<Entry> journal(String consultation) {
        return database.query(
                "SELECT seq, at, type, json FROM journal.entry WHERE consultation = ? ORDER BY seq",
                row -> new Entry(
                        row.getInt("seq"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("type"),
                        Database.json(row.getString("json"))),
                UUID.fromString(consultation));
    }

    public Stream<Entry> entries(String consultation, String type) {
        return journal(consultation).stream().filter(entry -> entry.type().equals(type));
    }

    public List<String> types(String consultation) {
        return journal(consultation).stream().map(Entry::type).toList();
    }

    public List<CardPayment> cardPayments(String consultation) {
        return database.cardPayments(consultation);
    }
}
