package org.connectme.rest;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.RatePlan;
import org.connectme.core.Seller;
import org.connectme.core.Side;
import org.connectme.core.account.Accounts;
import org.connectme.core.account.Authenticator;
import org.connectme.core.account.ControlPermits.Permission;
import org.connectme.core.account.Invitations;
import org.connectme.core.account.Plans;
import org.connectme.core.account.Rating;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.Commands;
import org.connectme.core.command.ConsultationCommand.Schedule;
import org.connectme.core.command.Outcome;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.Event;
import org.connectme.core.evidence.Papers;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.Chain;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Views;
import org.connectme.mail.spi.Outbox;
import org.connectme.wire.http.Endpoint;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;

/** Both APIs before one consultant, Ana, and an engine that says yes to everything and writes down what it was asked. */
final class Edge {

    static final ConsultantId ANA = ConsultantId.random();
    static final ConsultationId TOMS = ConsultationId.random();
    static final RatePlan PLAN = new RatePlan(
            UUID.randomUUID(),
            1,
            "Plan",
            Currency.getInstance("EUR"),
            100,
            1,
            0,
            0,
            null,
            new RatePlan.Tax("VAT", 0, true),
            1_000);

    final Directory accounts = new Directory();
    final List<Sent> sent = new ArrayList<>();
    final List<String> permitsAskedFor = new ArrayList<>();
    Permission permission = new Permission.Issued("payload.signature", 20);
    final List<String> exchangedFrom = new ArrayList<>();
    /** What happened in Tom's consultation. */
    final List<Entry> toms = new ArrayList<>();

    boolean planIsWithdrawn;

    private final Commands commands = (id, actor, command) -> {
        sent.add(new Sent(id, command));
        return new Outcome.Accepted(new History(id, List.of()));
    };
    private final Everything engine = new Everything();
    private final IceServers ice = new IceServers(noRelay());

    private final Endpoint consultant = new ConsultantApi(
            commands,
            engine,
            engine,
            engine,
            engine,
            accounts,
            engine,
            engine,
            engine,
            unused(Evidence.class),
            unused(Papers.class),
            ice,
            this::permit,
            session(Authenticator.Kind.CONSULTANT, "ana", new Actor.Consultant(ANA)));
    private final Endpoint customer = new CustomerApi(
            commands,
            engine,
            new Door(),
            ice,
            engine,
            session(Authenticator.Kind.CUSTOMER, "tom", new Actor.Customer(TOMS)));

    record Sent(ConsultationId id, Command command) {}

    /** What a browser sends, step by step. */
    final class Call {

        private final String method;
        private final String path;
        private final Map<String, String> cookies = new HashMap<>();
        private String address = "192.0.2.1";

        private Call(String method, String path) {
            this.method = method;
            this.path = path;
        }

        Call from(String from) {
            address = from;
            return this;
        }

        Call with(String cookie, String value) {
            cookies.put(cookie, value);
            return this;
        }

        Response send(String body) {
            Endpoint endpoint = path.startsWith("/api/customer/") ? customer : consultant;
            return endpoint.handle(new Request(
                    method, path, Map.of(), Map.of(), cookies, body.getBytes(StandardCharsets.UTF_8), address, false));
        }
    }

    Call get(String path) {
        return new Call("GET", path);
    }

    Call post(String path) {
        return new Call("POST", path);
    }

    static List<String> cookies(Response response) {
        return response.headers().stream()
                .filter(header -> header.name().equals("Set-Cookie"))
                .map(Response.Header::value)
                .toList();
    }

    static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private Permission permit(ConsultationId consultation, ConsultantId consultant, String request) {
        permitsAskedFor.add(consultation + " " + consultant + " " + request);
        return permission;
    }

    private static Entry entry(Schedule s) {
        ConsultationScheduled event = new ConsultationScheduled(
                s.consultant(),
                s.consultantName(),
                s.greeting(),
                s.customerName(),
                s.customerEmail(),
                s.subject(),
                s.startsAt(),
                s.plannedMinutes(),
                s.zone(),
                s.language(),
                s.invitationUntil(),
                s.offer());
        return new Entry(1, s.startsAt(), event, Chain.ORIGIN);
    }

    private static Authenticator session(Authenticator.Kind kind, String secret, Actor actor) {
        return new Authenticator() {
            @Override
            public Kind kind() {
                return kind;
            }

            @Override
            public Optional<Actor> authenticate(String given) {
                return given.equals(secret) ? Optional.of(actor) : Optional.empty();
            }
        };
    }

    private static IceServers.Config noRelay() {
        return new IceServers.Config() {
            @Override
            public Class<? extends Annotation> annotationType() {
                return IceServers.Config.class;
            }

            @Override
            public String stun() {
                return "";
            }

            @Override
            public String turn() {
                return "";
            }

            @Override
            public String turn_secret() {
                return "";
            }

            @Override
            public long ttl_seconds() {
                return 600;
            }

            @Override
            public boolean relay_only() {
                return false;
            }
        };
    }

    /** Opens for everybody, and notes from where. */
    private final class Door implements Invitations {

        @Override
        public Exchange exchange(String tokenOrCode, String address) {
            exchangedFrom.add(address);
            return new Exchange.Opened(ConsultationId.random(), "tom");
        }

        @Override
        public HandOver handOver(ConsultationId consultation) {
            return new HandOver("/join#card.once", 60);
        }

        @Override
        public void leave(String secret) {
            throw new UnsupportedOperationException();
        }
    }

    /** Ana's account, and how she signed in. */
    static final class Directory implements Accounts {

        final List<String> addresses = new ArrayList<>();
        final List<Optional<String>> devices = new ArrayList<>();
        boolean isGone;

        @Override
        public SignIn signIn(String email, String password, String address, Optional<String> device) {
            addresses.add(address);
            devices.add(device);
            return new SignIn.Done(ANA, "ana", "anas-laptop");
        }

        @Override
        public Optional<Consultant> find(ConsultantId id) {
            Profile profile =
                    new Profile("Ana Weber", "Hello", "UTC", new Seller("Ana", "Street 1", ""), "terms", "privacy", "");
            return isGone
                    ? Optional.empty()
                    : Optional.of(new Consultant(id, "ana@example.org", Availability.ONLINE, profile));
        }

        @Override
        public void requestPasswordReset(String email, String address) {
            addresses.add(address);
        }

        @Override
        public void signOut(String secret) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void signOutEverywhere(ConsultantId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Refusal> resetPassword(String token, String newPassword) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Consultant> all() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Refusal> setAvailability(ConsultantId id, Availability availability) {
            return Optional.empty();
        }

        @Override
        public Optional<Refusal> updateProfile(ConsultantId id, Profile profile) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Created create(String email, String displayName, String password) {
            throw new UnsupportedOperationException();
        }
    }

    /** Nothing that is tried here asks it anything. */
    private static <T> T unused(Class<T> service) {
        return service.cast(Proxy.newProxyInstance(
                service.getClassLoader(), new Class<?>[] {service}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                }));
    }

    /** What else the APIs ask for: one plan, and empty views. */
    private final class Everything implements Views, Journal, Catalog, Timeline, Plans, Rating, Outbox {

        @Override
        public Instant now() {
            return Instant.parse("2026-03-02T09:00:00Z");
        }

        @Override
        public Optional<Outage> lastOutage() {
            return Optional.empty();
        }

        @Override
        public String json(ConsultationId id, Side viewer) {
            return "{\"id\":\"" + id + "\"}";
        }

        @Override
        public String json(History history, Side viewer) {
            return json(history.id(), viewer);
        }

        @Override
        public History read(ConsultationId id) {
            if (id.equals(TOMS)) {
                return new History(id, toms);
            }
            Optional<Schedule> scheduled = sent.stream()
                    .filter(each -> each.id().equals(id) && each.command() instanceof Schedule)
                    .map(each -> (Schedule) each.command())
                    .findFirst();
            return new History(id, scheduled.map(Edge::entry).stream().toList());
        }

        @Override
        public Append append(ConsultationId id, int expectedLength, List<Event> events) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Append appendNumbered(
                ConsultationId id, int expectedLength, String sequence, LongFunction<Event> event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<ConsultationId> of(ConsultantId consultant, Instant from, Instant to) {
            return List.of();
        }

        @Override
        public Set<ConsultationId> having(Set<String> kinds, Instant from, Instant to) {
            return Set.of();
        }

        @Override
        public List<ConsultationId> open() {
            return List.of();
        }

        @Override
        public List<RatePlan> of(ConsultantId owner) {
            return List.of(PLAN);
        }

        @Override
        public Optional<RatePlan> find(ConsultantId owner, UUID plan) {
            return plan.equals(PLAN.id()) && !planIsWithdrawn ? Optional.of(PLAN) : Optional.empty();
        }

        @Override
        public Saved save(ConsultantId owner, RatePlan draft) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Refusal> withdraw(ConsultantId owner, UUID plan) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Refusal> check(RatePlan plan) {
            return Optional.empty();
        }

        @Override
        public Quote quote(RatePlan plan, long seconds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Quote> examples(RatePlan plan) {
            return List.of();
        }

        @Override
        public boolean isActive() {
            return false;
        }

        @Override
        public List<Kept> of(String sender) {
            return List.of();
        }
    }
}
