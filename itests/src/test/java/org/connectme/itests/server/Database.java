package org.connectme.itests.server;

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

/** A server's own database, read from beside it. */
public final class Database {

    private final Path postgres;

    public Database(Server server) {
        this.postgres = server.home().resolve("postgres");
    }

    /** Makes one value of one row. */
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** A line of the sandbox's ledger, amounts in minor units. */
    public record CardPayment(String state, long held, long captured) {}

    /** What the sandbox's card service knows of a consultation, oldest first. */
    public List<CardPayment> cardPayments(String consultation) {
        return query(
                "SELECT state, held, captured FROM sandbox.payment WHERE consultation = ? ORDER BY created_at",
                row -> new CardPayment(row.getString("state"), row.getLong("held"), row.getLong("captured")),
                consultation);
    }

    public <T> List<T> query(String sql, Reader<T> reader, Object... arguments) {
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

    public static JsonNode json(String text) {
        try {
            return Api.JSON.readTree(text);
        } catch (JsonProcessingException e) {
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
}
