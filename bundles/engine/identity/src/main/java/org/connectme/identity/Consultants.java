package org.connectme.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.Seller;
import org.connectme.core.account.Accounts.Availability;
import org.connectme.core.account.Accounts.Consultant;
import org.connectme.core.account.Accounts.Profile;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** The table of consultants. Thread-safe. */
final class Consultants {

    private final Jdbi jdbi;

    Consultants(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @return empty if the e-mail belongs to an account already */
    Optional<ConsultantId> add(String email, String passwordHash, Profile profile, boolean demo, Instant now) {
        ConsultantId id = ConsultantId.random();
        int added = jdbi.withHandle(handle -> bind(
                        handle.createUpdate("INSERT INTO consultant (id, email, password_hash, availability,"
                                + " availability_since, display_name, greeting, zone, seller_name, seller_address,"
                                + " seller_tax_number, terms, privacy, waiver, demo_plan_due, created)"
                                + " VALUES (:id, :email, :passwordHash, :availability, :now, :displayName, :greeting,"
                                + " :zone, :sellerName, :sellerAddress, :sellerTaxNumber, :terms, :privacy, :waiver,"
                                + " :demo, :now) ON CONFLICT (email) DO NOTHING"),
                        profile)
                .bind("id", id.value())
                .bind("email", email)
                .bind("passwordHash", passwordHash)
                .bind("availability", Availability.NONE.name())
                .bind("demo", demo)
                .bind("now", now)
                .execute());
        return added == 1 ? Optional.of(id) : Optional.empty();
    }

    Optional<Consultant> find(ConsultantId id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM consultant WHERE id = :id")
                .bind("id", id.value())
                .map(Consultants::consultant)
                .findOne());
    }

    Optional<Credentials> credentials(String email) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT id, password_hash FROM consultant WHERE email = :email")
                .bind("email", email)
                .map((row, context) -> new Credentials(
                        new ConsultantId(row.getObject("id", UUID.class)), row.getString("password_hash")))
                .findOne());
    }

    List<Consultant> all() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM consultant ORDER BY email")
                .map(Consultants::consultant)
                .list());
    }

    boolean isEmpty() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT NOT EXISTS (SELECT FROM consultant)")
                .mapTo(Boolean.class)
                .one());
    }

    boolean setAvailability(ConsultantId id, Availability availability, Instant now) {
        return jdbi.withHandle(handle -> handle.execute(
                        "UPDATE consultant SET availability = ?, availability_since = ? WHERE id = ?",
                        availability.name(),
                        now,
                        id.value()))
                == 1;
    }

    /** Takes back what the consultant chose before this instant; a choice made since stands. */
    void forgetAvailability(ConsultantId id, Instant at) {
        jdbi.useHandle(handle -> handle.execute(
                "UPDATE consultant SET availability = ?, availability_since = ? WHERE id = ? AND availability_since < ?",
                Availability.NONE.name(),
                at,
                id.value(),
                at));
    }

    boolean setProfile(ConsultantId id, Profile profile) {
        return jdbi.withHandle(handle -> bind(
                                handle.createUpdate("UPDATE consultant SET display_name = :displayName,"
                                        + " greeting = :greeting, zone = :zone, seller_name = :sellerName,"
                                        + " seller_address = :sellerAddress, seller_tax_number = :sellerTaxNumber,"
                                        + " terms = :terms, privacy = :privacy, waiver = :waiver WHERE id = :id"),
                                profile)
                        .bind("id", id.value())
                        .execute())
                == 1;
    }

    static void setPassword(Handle handle, ConsultantId id, String passwordHash) {
        handle.execute("UPDATE consultant SET password_hash = ? WHERE id = ?", passwordHash, id.value());
    }

    /** The demo consultant, as long as its rate plan was not made. */
    Optional<ConsultantId> demoPlanDue() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM consultant WHERE demo_plan_due")
                .map((row, context) -> new ConsultantId(row.getObject("id", UUID.class)))
                .findFirst());
    }

    void demoPlanMade(ConsultantId id) {
        jdbi.useHandle(
                handle -> handle.execute("UPDATE consultant SET demo_plan_due = false WHERE id = ?", id.value()));
    }

    private static Update bind(Update update, Profile profile) {
        return update.bind("displayName", profile.displayName())
                .bind("greeting", profile.greeting())
                .bind("zone", profile.zone())
                .bind("sellerName", profile.seller().name())
                .bind("sellerAddress", profile.seller().address())
                .bind("sellerTaxNumber", profile.seller().taxNumber())
                .bind("terms", profile.terms())
                .bind("privacy", profile.privacy())
                .bind("waiver", profile.waiver());
    }

    private static Consultant consultant(ResultSet row, StatementContext context) throws SQLException {
        return new Consultant(
                new ConsultantId(row.getObject("id", UUID.class)),
                row.getString("email"),
                Availability.valueOf(row.getString("availability")),
                new Profile(
                        row.getString("display_name"),
                        row.getString("greeting"),
                        row.getString("zone"),
                        new Seller(
                                row.getString("seller_name"),
                                row.getString("seller_address"),
                                row.getString("seller_tax_number")),
                        row.getString("terms"),
                        row.getString("privacy"),
                        row.getString("waiver")));
    }

    record Credentials(ConsultantId id, String passwordHash) {

        @Override
        public String toString() {
            return "Credentials of " + id;
        }
    }
}
