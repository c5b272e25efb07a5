package org.connectme.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Offer;
import org.connectme.core.RatePlan;
import org.connectme.core.Seller;
import org.connectme.core.Side;
import org.connectme.core.account.Accounts.Availability;
import org.connectme.core.account.Accounts.Consultant;
import org.connectme.core.account.Accounts.Created;
import org.connectme.core.account.Accounts.Profile;
import org.connectme.core.account.Accounts.SignIn;
import org.connectme.core.account.Plans;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.ConsultationScheduled;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.journal.Chain;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.History;
import org.connectme.database.embedded.LocalDatabase;
import org.connectme.mail.spi.Mail;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class AccountsTest {

    private static final String EMAIL = "ana@example.org";
    private static final String HOME = "192.0.2.1";
    private static final String NEW_PASSWORD = "another horse entirely";

    @TempDir
    private static Path databaseFolder;

    private static LocalDatabase database;

    @TempDir
    private Path folder;

    private Server server;

    @BeforeAll
    static void startDatabase() {
        database = LocalDatabase.start(databaseFolder);
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @BeforeEach
    void start() {
        server = new Server(database, folder);
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.close();
    }

    @Test
    void aNewAccountHasTextsToBeginWithAndIsNeitherOnlineNorOnABreak() {
        ConsultantId id = server.consultant(EMAIL);

        Consultant ana = server.accounts.find(id).orElseThrow();
        assertThat(ana.availability()).isEqualTo(Availability.NONE);
        assertThat(ana.profile().displayName()).isEqualTo("Ana Weber");
        assertThat(ana.profile().terms()).contains("Never is more taken than was held");
        assertThat(ana.profile().privacy()).contains("last four digits");
        assertThat(ana.profile().waiver()).contains("withdrawal");
        assertThat(server.accounts.all()).containsExactly(ana);
    }

    @Test
    void germanTextsSayTheSameInGerman() {
        DefaultTexts texts = DefaultTexts.in("de");

        assertThat(texts.terms()).contains("Nie wird mehr genommen, als reserviert war");
        assertThat(texts.privacy()).contains("die letzten vier Ziffern");
        assertThat(texts.waiver()).contains("Widerrufsfrist");
    }

    @Test
    void oneEmailIsOneAccountHoweverItIsWritten() {
        server.consultant(EMAIL);

        assertThat(refusal(server.accounts.create("ANA@Example.org", "Other", Server.PASSWORD))
                        .code())
                .isEqualTo("identity.email-taken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ana@example.org|Ana|short123|identity.password-length",
                "ana@example.org|Ana|1234567890|identity.password-trivial",
                "ana@example.org|Ana|aaaaaaaaaaaa|identity.password-trivial",
                "ana@example.org|Ana|Ana@Example.org|identity.password-trivial",
                "ana@example.org|Ana|Passwort123|identity.password-trivial",
                "ana|Ana|correct horse battery|identity.email",
                "ana@localhost|Ana|correct horse battery|identity.email",
                "a na@example.org|Ana|correct horse battery|identity.email",
                "ana@example.org|''|correct horse battery|identity.display-name",
            })
    void aBadAccountIsRefusedWithItsReason(String email, String name, String password, String code) {
        assertThat(refusal(server.accounts.create(email, name, password)).code())
                .isEqualTo(code);
        assertThat(server.accounts.all()).isEmpty();
    }

    @Test
    void aPasswordOfMoreThan128CharactersIsRefused() {
        assertThat(refusal(server.accounts.create(EMAIL, "Ana", "abcde".repeat(26)))
                        .code())
                .isEqualTo("identity.password-length");
    }

    @Test
    void aLineBreakInANameIsRefused() {
        assertThat(refusal(server.accounts.create(EMAIL, "Ana\r\nBcc: x@example.org", Server.PASSWORD))
                        .code())
                .isEqualTo("identity.display-name");
    }

    @Test
    void theProfileIsKeptAsItWasSaved() {
        ConsultantId id = server.consultant(EMAIL);
        Profile profile =
                new Profile("Ana <b>", "Hi", "Asia/Tokyo", new Seller("S", "A\nB", "T"), "terms", "privacy", "");

        assertThat(server.accounts.updateProfile(id, profile)).isEmpty();

        assertThat(server.accounts.find(id).orElseThrow().profile()).isEqualTo(profile);
    }

    @Test
    void aProfileWithAnUnknownZoneChangesNothing() {
        ConsultantId id = server.consultant(EMAIL);
        Profile before = server.accounts.find(id).orElseThrow().profile();
        Profile profile = new Profile("Ana", "", "Mars/Olympus", before.seller(), before.terms(), before.privacy(), "");

        Optional<Refusal> refusal = server.accounts.updateProfile(id, profile);

        assertThat(refusal).map(Refusal::code).contains("identity.zone");
        assertThat(server.accounts.find(id).orElseThrow().profile()).isEqualTo(before);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        ConsultantId nobody = ConsultantId.random();

        assertThat(server.accounts.find(nobody)).isEmpty();
        assertThat(server.accounts.setAvailability(nobody, Availability.ONLINE))
                .map(Refusal::kind)
                .contains(Refusal.Kind.NOT_FOUND);
    }

    @Test
    void aNewPasswordByMailEndsEverySessionAndTheOldPassword() throws Exception {
        server.consultant(EMAIL);
        String session =
                ((SignIn.Done) server.accounts.signIn(EMAIL, Server.PASSWORD, HOME, Optional.empty())).secret();

        server.accounts.requestPasswordReset(" ANA@example.org", HOME);
        Mail mail = server.mails.poll(20, TimeUnit.SECONDS);
        assertThat(mail.to()).isEqualTo(EMAIL);
        assertThat(mail.html()).contains(token(mail));

        assertThat(server.accounts.resetPassword(token(mail), NEW_PASSWORD)).isEmpty();
        assertThat(server.sessions.authenticate(session)).isEmpty();
        assertThat(server.accounts.signIn(EMAIL, Server.PASSWORD, HOME, Optional.empty()))
                .isInstanceOf(SignIn.Failed.class);
        assertThat(server.accounts.signIn(EMAIL, NEW_PASSWORD, HOME, Optional.empty()))
                .isInstanceOf(SignIn.Done.class);
    }

    @Test
    void aResetLinkWorksOnceAndForHalfAnHourAndIsKeptAsHash() throws Exception {
        server.consultant(EMAIL);
        server.accounts.requestPasswordReset(EMAIL, HOME);
        String first = token(server.mails.poll(20, TimeUnit.SECONDS));
        server.accounts.requestPasswordReset(EMAIL, HOME);
        String second = token(server.mails.poll(20, TimeUnit.SECONDS));
        assertThat(server.everythingStored()).noneMatch(row -> row.contains(first) || row.contains(second));

        assertThat(server.accounts.resetPassword(first, "1234567890"))
                .map(Refusal::code)
                .contains("identity.password-trivial");
        assertThat(server.accounts.resetPassword(first, NEW_PASSWORD)).isEmpty();
        assertThat(server.accounts.resetPassword(first, NEW_PASSWORD))
                .map(Refusal::code)
                .contains("identity.reset-link");
        assertThat(server.accounts.resetPassword(second, NEW_PASSWORD))
                .map(Refusal::code)
                .contains("identity.reset-link");

        server.accounts.requestPasswordReset(EMAIL, HOME);
        String late = token(server.mails.poll(20, TimeUnit.SECONDS));
        server.timeline.pass(Duration.ofMinutes(30));
        assertThat(server.accounts.resetPassword(late, NEW_PASSWORD))
                .map(Refusal::code)
                .contains("identity.reset-link");
    }

    @Test
    void nobodyIsMailedForAnUnknownAddressAndNobodyIsFloodedForAKnownOne() throws Exception {
        server.consultant(EMAIL);

        server.accounts.requestPasswordReset("nobody@example.org", HOME);
        for (int i = 0; i < 10; i++) {
            server.accounts.requestPasswordReset(EMAIL, HOME);
        }

        List<Mail> mails = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            mails.add(server.mails.poll(20, TimeUnit.SECONDS));
        }
        server.resets.deactivate();
        assertThat(mails).allMatch(mail -> mail.to().equals(EMAIL));
        assertThat(server.mails).isEmpty();
    }

    @Test
    void afterACustomerHungUpTheConsultantIsNeitherOnlineNorOnABreakUntilTheyChoose() {
        ConsultantId id = server.consultant(EMAIL);
        AvailabilityAfterHangUp reaction = new AvailabilityAfterHangUp(server.tables);
        server.accounts.setAvailability(id, Availability.ONLINE);
        server.timeline.pass(Duration.ofMinutes(20));
        History ended = ended(id, EndReason.HUNG_UP, Side.CUSTOMER);

        reaction.react(ended, server.timeline.now());
        assertThat(availability(id)).isEqualTo(Availability.NONE);

        server.timeline.pass(Duration.ofSeconds(1));
        server.accounts.setAvailability(id, Availability.BREAK);
        reaction.react(ended, server.timeline.now());
        assertThat(availability(id)).isEqualTo(Availability.BREAK);
    }

    @ParameterizedTest
    @EnumSource(EndReason.class)
    void anyOtherEndLeavesTheConsultantAsTheyWere(EndReason reason) {
        ConsultantId id = server.consultant(EMAIL);
        server.accounts.setAvailability(id, Availability.ONLINE);
        server.timeline.pass(Duration.ofMinutes(20));

        new AvailabilityAfterHangUp(server.tables).react(ended(id, reason, Side.CONSULTANT), server.timeline.now());

        assertThat(availability(id)).isEqualTo(Availability.ONLINE);
    }

    @Test
    void theDemoIsMadeOnceAndItsSignInIsForTheOwnersEyesOnly() throws Exception {
        demo();
        Path file = folder.resolve("home/demo.txt");
        String text = Files.readString(file);
        demo();

        assertThat(Files.readString(file)).isEqualTo(text);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Matcher password = Pattern.compile("password: (\\S+)").matcher(text);
        assertThat(password.find()).isTrue();
        assertThat(server.accounts.signIn(DemoAccount.EMAIL, password.group(1), HOME, Optional.empty()))
                .isInstanceOf(SignIn.Done.class);
        assertThat(server.accounts.all())
                .singleElement()
                .satisfies(ana -> assertThat(ana.profile().displayName()).isEqualTo("Ana Weber"));
    }

    @Test
    void noDemoIsMadeWhereThereIsAnAccount() {
        server.consultant(EMAIL);

        demo();

        assertThat(server.accounts.all())
                .singleElement()
                .satisfies(ana -> assertThat(ana.email()).isEqualTo(EMAIL));
        assertThat(folder.resolve("home/demo.txt")).doesNotExist();
    }

    @Test
    void theDemoGetsOneRatePlanThatHoldsSixtyEuros() {
        DemoAccount account = demo();
        ShelfOfPlans plans = new ShelfOfPlans();

        new DemoPlan(server.tables, account, plans);
        new DemoPlan(server.tables, account, plans);

        assertThat(plans.saved).singleElement().satisfies(plan -> {
            assertThat(plan.pricePerMinute()).isEqualTo(240);
            assertThat(plan.holdAmount()).hasToString("60.00 EUR");
        });
    }

    private DemoAccount demo() {
        return new DemoAccount(server.tables, server.vault, server.timeline, server.resets, server.settings);
    }

    private Availability availability(ConsultantId id) {
        return server.accounts.find(id).orElseThrow().availability();
    }

    private History ended(ConsultantId consultant, EndReason reason, Side by) {
        Instant at = server.timeline.now();
        RatePlan plan = new RatePlan(
                UUID.randomUUID(),
                1,
                "Standard",
                Currency.getInstance("EUR"),
                240,
                1,
                0,
                0,
                null,
                new RatePlan.Tax("VAT", 1900, true),
                6000);
        Offer offer = new Offer(plan, new Seller("S", "A", "T"), "en", "terms", "privacy", "");
        ConsultationScheduled scheduled = new ConsultationScheduled(
                consultant, "Ana", "", "Cem", "cem@example.org", "Help", at, 30, "Europe/Berlin", "en", at, offer);
        return new History(
                ConsultationId.random(),
                List.of(
                        new Entry(1, at.minusSeconds(900), scheduled, Chain.ORIGIN),
                        new Entry(2, at, new ConsultationEnded(reason, by, null), Chain.ORIGIN)));
    }

    private static String token(Mail mail) {
        Matcher link = Pattern.compile("https://advice\\.example/console#reset=([A-Za-z0-9_-]{43})")
                .matcher(mail.text());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static Refusal refusal(Created created) {
        assertThat(created).isInstanceOf(Created.Failed.class);
        return ((Created.Failed) created).refusal();
    }

    /** Takes every plan. */
    private static final class ShelfOfPlans implements Plans {

        private final List<RatePlan> saved = new ArrayList<>();

        @Override
        public List<RatePlan> of(ConsultantId owner) {
            return List.copyOf(saved);
        }

        @Override
        public Optional<RatePlan> find(ConsultantId owner, UUID plan) {
            return saved.stream().filter(kept -> kept.id().equals(plan)).findFirst();
        }

        @Override
        public Saved save(ConsultantId owner, RatePlan draft) {
            saved.add(draft);
            return new Saved.Done(draft);
        }

        @Override
        public Optional<Refusal> withdraw(ConsultantId owner, UUID plan) {
            saved.removeIf(kept -> kept.id().equals(plan));
            return Optional.empty();
        }
    }
}
