package org.connectme.itests.browser;

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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Server;

/** What was written down of one consultation: the journal, and the ledger of the sandbox's card service. */
final class Books {

    private final Path postgres;
    private final String consultation;

    Books(Server server, String consultation) {
        this.postgres = server.home().resolve("postgres");
        this.consultation = consultation;
    }

    /** A line of the card service's ledger, amounts in minor units. */
    record CardPayment(String state, long held, long captured) {}

    List<JsonNode> journal(String type) {
        return query(
                "SELECT json FROM journal.entry WHERE consultation = ? AND type = ? ORDER BY seq",
                row -> parse(row.getString("json")),
                UUID.fromString(consultation),
                type);
    }

    int count(String type) {
        return journal(type).size();
    }

    List<CardPayment> ledger() {
        return query(
                "SELECT state, held, captured FROM sandbox.payment WHERE consultation = ? ORDER BY created_at",
                row -> new CardPayment(row.getString("state"), row.getLong("held"), row.getLong("captured")),
                consultation);
    }

    List<CardPayment> captures() {
        return ledger().stream().filter(payment -> payment.captured() > 0).toList();
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Reader<T> reader, Object... arguments) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
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
