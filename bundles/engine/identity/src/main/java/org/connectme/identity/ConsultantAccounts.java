package org.connectme.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.connectme.core.ConsultantId;
import org.connectme.core.account.Accounts;
import org.connectme.core.command.Refusal;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Vault;
import org.connectme.identity.Consultants.Credentials;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts in the database. Keeps no state of its own; any thread. */
@Component(service = Accounts.class, configurationPid = "org.connectme.identity")
public final class ConsultantAccounts implements Accounts {

    static final Attempts.Limit SIGN_IN = new Attempts.Limit("sign-in", Duration.ofMinutes(15), 5, 20, 100);

    /** Failures of a known device count for themselves, so that nobody else can lock it out: its place is the device. */
    static final Attempts.Limit SIGN_IN_OF_DEVICE =
            new Attempts.Limit("sign-in-device", Duration.ofMinutes(15), 5, 20, 5);

    private static final Logger logger = LoggerFactory.getLogger(ConsultantAccounts.class);

    private final Consultants consultants;
    private final Sessions sessions;
    private final Devices devices;
    private final Attempts attempts;
    private final Passwords passwords;
    private final PasswordResets resets;
    private final Timeline timeline;
    private final Settings settings;

    @Activate
    public ConsultantAccounts(
            @Reference Tables tables,
            @Reference Vault vault,
            @Reference Timeline timeline,
            @Reference PasswordResets resets,
            IdentityConfig config) {
        this(tables, vault, timeline, resets, Settings.of(config));
    }

    ConsultantAccounts(Tables tables, Vault vault, Timeline timeline, PasswordResets resets, Settings settings) {
        this.consultants = new Consultants(tables.jdbi());
        this.sessions = new Sessions(tables.jdbi());
        this.devices = new Devices(tables.jdbi());
        this.attempts = new Attempts(tables.jdbi(), vault);
        this.passwords = new Passwords();
        this.resets = resets;
        this.timeline = timeline;
        this.settings = settings;
    }

    @Override
    public SignIn signIn(String email, String password, String address, Optional<String> device) {
        String account = normal(email);
        Instant now = timeline.now();
        Optional<String> known = device.filter(secret -> devices.isKnown(account, secret, now));
        Optional<Attempts.Ticket> ticket = known.isPresent()
                ? attempts.begin(SIGN_IN_OF_DEVICE, account, known.get(), now)
                : attempts.begin(SIGN_IN, account, address, now);
        if (ticket.isEmpty()) {
            logger.info("A sign-in was refused: too many failures");
            return failed(Refusal.Kind.TOO_MANY, "identity.too-many", "Too many attempts. Try again in 15 minutes.");
        }
        Optional<Credentials> credentials = consultants.credentials(account);
        switch (passwords.verify(credentials.map(Credentials::passwordHash), password)) {
            case RIGHT:
                attempts.succeeded(ticket.get());
                ConsultantId id = credentials.orElseThrow().id();
                return new SignIn.Done(id, sessions.open(id, now), devices.seen(id, known, now));
            case BUSY:
                attempts.withdrawn(ticket.get());
                return new SignIn.Failed(Passwords.busy());
            default:
                return failed(
                        Refusal.Kind.UNAUTHENTICATED,
                        "identity.sign-in-failed",
                        "E-mail or password is wrong. Check both, or ask for a new password.");
        }
    }

    @Override
    public void signOut(String secret) {
        sessions.end(secret);
    }

    @Override
    public void signOutEverywhere(ConsultantId id) {
        sessions.endAll(id);
        devices.forgetAll(id);
    }

    @Override
    public void requestPasswordReset(String email, String address) {
        resets.request(normal(email), address, timeline.now());
    }

    @Override
    public Optional<Refusal> resetPassword(String token, String newPassword) {
        return resets.reset(token, newPassword, passwords, timeline.now());
    }

    @Override
    public Optional<Consultant> find(ConsultantId id) {
        return consultants.find(id);
    }

    @Override
    public List<Consultant> all() {
        return consultants.all();
    }

    @Override
    public Optional<Refusal> setAvailability(ConsultantId id, Availability availability) {
        return consultants.setAvailability(id, availability, timeline.now()) ? Optional.empty() : noSuchAccount();
    }

    @Override
    public Optional<Refusal> updateProfile(ConsultantId id, Profile profile) {
        Optional<Refusal> wrong = ProfileRules.check(profile);
        if (wrong.isPresent()) {
            return wrong;
        }
        return consultants.setProfile(id, profile) ? Optional.empty() : noSuchAccount();
    }

    @Override
    public Created create(String email, String displayName, String password) {
        return create(email, password, DefaultTexts.in(settings.language()).profile(displayName.strip()), false);
    }

    /** @param demo whether this is the demo's account, which gets a rate plan too */
    Created create(String email, String password, Profile profile, boolean demo) {
        String account = normal(email);
        Optional<Refusal> wrong = ProfileRules.checkEmail(account)
                .or(() -> ProfileRules.check(profile))
                .or(() -> Passwords.check(password, account));
        if (wrong.isPresent()) {
            return new Created.Failed(wrong.get());
        }
        Optional<String> hash = passwords.hash(password);
        if (hash.isEmpty()) {
            return new Created.Failed(Passwords.busy());
        }
        return consultants
                .add(account, hash.get(), profile, demo, timeline.now())
                .<Created>map(Created.Done::new)
                .orElseGet(() -> new Created.Failed(new Refusal(
                        Refusal.Kind.CONFLICT,
                        "identity.email-taken",
                        "There is an account with this e-mail already.")));
    }

    /** E-mail addresses are compared in lower case: hardly anybody remembers how they once wrote theirs. */
    static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    private static SignIn failed(Refusal.Kind kind, String code, String detail) {
        return new SignIn.Failed(new Refusal(kind, code, detail));
    }

    private static Optional<Refusal> noSuchAccount() {
        return Optional.of(new Refusal(Refusal.Kind.NOT_FOUND, "identity.no-account", "There is no such consultant."));
    }
}
