package org.connectme.itests.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Server;

/** What a server's database says: the journal, and the ledger of the sandbox's card service. */
final class Records {

    private final Path postgres;

    Records(Server server) {
        this.postgres = server.home().resolve("postgres");
    }

    record Entry(int seq, Instant at, String type, JsonNode json) {

        Instant instant(String field) {
            return Instant.parse(json.path(field).asText());
        }

        boolean isOf(String side) {
            return json.path("side").asText().equals(side);
        }
    }

    /** Amounts in minor units. */
    record CardPayment(String state, long held, long captured) {}

    List<Entry> journal(String consultation) {
        return query(
                "SELECT seq, at, type, json FROM journal.entry WHERE consultation = ? ORDER BY seq",
                UUID.fromString(consultation),
                row -> new Entry(
                        row.getInt("seq"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("type"),
                        parse(row.getString("json"))));
    }

    Stream<Entry> entries(String consultation, String type) {
        return journal(consultation).stream().filter(entry -> entry.type().equals(type));
    }

    List<String> types(String consultation) {
        return journal(consultation).stream().map(Entry::type).toList();
    }

    List<CardPayment> cardPayments(String consultation) {
        return query(
                "SELECT state, held, captured FROM sandbox.payment WHERE consultation = ?",
                consultation,
                row -> new CardPayment(row.getString("state"), row.getLong("held"), row.getLong("captured")));
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Object argument, Reader<T> reader) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, argument);
            List<T> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asked anew each time: a server that starts again may bring its database up on another port. */
    private Connection connect() throws SQLException {
        try {
            String port = Files.readAllLines(postgres.resolve("data/postmaster.pid"))
                    .get(3)
                    .strip();
            String password = Files.readString(postgres.resolve("password"));
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/connectme", "connectme", password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return Api.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
