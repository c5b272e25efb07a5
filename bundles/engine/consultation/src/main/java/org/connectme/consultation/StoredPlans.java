package org.connectme.consultation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.ConsultantId;
import org.connectme.core.RatePlan;
import org.connectme.core.account.Plans;
import org.connectme.core.account.Rating;
import org.connectme.core.command.Refusal;
import org.connectme.database.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Rate plans in the database. A version, once written, is never changed. Any thread; blocks on the database. */
@Component
public final class StoredPlans implements Plans {

    private static final UUID NEW = new UUID(0, 0);
    private static final int MOST_PLANS = 200;

    private static final String NEWEST = """
            select distinct on (id) * from plan
            where owner = :owner and id not in (select id from plan_withdrawn)
            order by id, version desc""";

    private static final String INSERT = """
            insert into plan (id, version, owner, name, currency, price_per_minute, step_seconds, free_seconds,
                              minimum, cap, tax_label, tax_basis_points, tax_included, hold)
            values (:id, :version, :owner, :name, :currency, :price, :step, :free,
                    :minimum, :cap, :taxLabel, :taxRate, :taxIncluded, :hold)""";

    private final Jdbi jdbi;
    private final Rating rating;

    @Activate
    public StoredPlans(@Reference Database database, @Reference Rating rating) {
        this.jdbi = database.open("consultation", StoredPlans.class);
        this.rating = rating;
    }

    @Override
    public List<RatePlan> of(ConsultantId owner) {
        return jdbi.withHandle(handle -> newest(handle, owner));
    }

    @Override
    public Optional<RatePlan> find(ConsultantId owner, UUID plan) {
        return jdbi.withHandle(handle -> find(handle, owner, plan));
    }

    @Override
    public Saved save(ConsultantId owner, RatePlan draft) {
        RatePlan named = with(draft, draft.id(), draft.version());
        Optional<Refusal> wrong = rating.check(named);
        if (wrong.isPresent()) {
            return new Saved.Refused(wrong.get());
        }
        return jdbi.inTransaction(handle -> {
            // One at a time for an owner, so that two savings make two versions and the count holds.
            lock(handle, owner);
            return draft.id().equals(NEW) ? create(handle, owner, named) : revise(handle, owner, named);
        });
    }

    @Override
    public Optional<Refusal> withdraw(ConsultantId owner, UUID plan) {
        return jdbi.inTransaction(handle -> {
            lock(handle, owner);
            if (find(handle, owner, plan).isEmpty()) {
                return Optional.of(notFound());
            }
            handle.createUpdate("insert into plan_withdrawn (id) values (:id)")
                    .bind("id", plan)
                    .execute();
            return Optional.empty();
        });
    }

    private static Saved create(Handle handle, ConsultantId owner, RatePlan draft) {
        if (newest(handle, owner).size() >= MOST_PLANS) {
            return new Saved.Refused(new Refusal(
                    Refusal.Kind.CONFLICT, "plan.too-many", "There are 200 plans already; withdraw one first."));
        }
        return insert(handle, owner, with(draft, UUID.randomUUID(), 1));
    }

    private static Saved revise(Handle handle, ConsultantId owner, RatePlan draft) {
        Optional<RatePlan> newest = find(handle, owner, draft.id());
        if (newest.isEmpty()) {
            return new Saved.Refused(notFound());
        }
        int version = newest.get().version();
        boolean isSame = newest.get().equals(with(draft, draft.id(), version));
        return isSame ? new Saved.Done(newest.get()) : insert(handle, owner, with(draft, draft.id(), version + 1));
    }

    private static Saved insert(Handle handle, ConsultantId owner, RatePlan plan) {
        handle.createUpdate(INSERT)
                .bind("id", plan.id())
                .bind("version", plan.version())
                .bind("owner", owner.value())
                .bind("name", plan.name())
                .bind("currency", plan.currency().getCurrencyCode())
                .bind("price", plan.pricePerMinute())
                .bind("step", plan.stepSeconds())
                .bind("free", plan.freeSeconds())
                .bind("minimum", plan.minimum())
                .bind("cap", plan.cap())
                .bind("taxLabel", plan.tax().label())
                .bind("taxRate", plan.tax().basisPoints())
                .bind("taxIncluded", plan.tax().included())
                .bind("hold", plan.hold())
                .execute();
        return new Saved.Done(plan);
    }

    private static void lock(Handle handle, ConsultantId owner) {
        handle.createQuery("select 1 from (select pg_advisory_xact_lock(hashtextextended(:owner, 0))) as taken")
                .bind("owner", "plan " + owner)
                .mapTo(int.class)
                .one();
    }

    private static List<RatePlan> newest(Handle handle, ConsultantId owner) {
        return handle.createQuery("select * from (" + NEWEST + ") as newest order by lower(name), id")
                .bind("owner", owner.value())
                .map(StoredPlans::read)
                .list();
    }

    private static Optional<RatePlan> find(Handle handle, ConsultantId owner, UUID plan) {
        return handle.createQuery("select * from (" + NEWEST + ") as newest where id = :id")
                .bind("owner", owner.value())
                .bind("id", plan)
                .map(StoredPlans::read)
                .findOne();
    }

    private static RatePlan read(ResultSet row, StatementContext context) throws SQLException {
        return new RatePlan(
                row.getObject("id", UUID.class),
                row.getInt("version"),
                row.getString("name"),
                Currency.getInstance(row.getString("currency")),
                row.getLong("price_per_minute"),
                row.getInt("step_seconds"),
                row.getInt("free_seconds"),
                row.getLong("minimum"),
                cap(row),
                new RatePlan.Tax(
                        row.getString("tax_label"), row.getInt("tax_basis_points"), row.getBoolean("tax_included")),
                row.getLong("hold"));
    }

    private static @Nullable Long cap(ResultSet row) throws SQLException {
        long cap = row.getLong("cap");
        return row.wasNull() ? null : Long.valueOf(cap);
    }

    private static RatePlan with(RatePlan p, UUID id, int version) {
        return new RatePlan(
                id,
                version,
                p.name().strip(),
                p.currency(),
                p.pricePerMinute(),
                p.stepSeconds(),
                p.freeSeconds(),
                p.minimum(),
                p.cap(),
                new RatePlan.Tax(
                        p.tax().label().strip(), p.tax().basisPoints(), p.tax().included()),
                p.hold());
    }

    private static Refusal notFound() {
        return new Refusal(Refusal.Kind.NOT_FOUND, "plan.not-found", "There is no such plan.");
    }
}
