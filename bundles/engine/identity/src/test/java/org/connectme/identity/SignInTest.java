package org.connectme.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.connectme.core.ConsultantId;
import org.connectme.core.account.Accounts.SignIn;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Refusal;
import org.connectme.database.embedded.LocalDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SignInTest {

    private static final String HOME = "192.0.2.1";
    private static final Optional<String> NO_DEVICE = Optional.empty();

    @TempDir
    private static Path folder;

    private static LocalDatabase database;
    private static Server server;

    private final String email = "ana-" + UUID.randomUUID() + "@example.org";

    @BeforeAll
    static void start() {
        database = LocalDatabase.start(folder.resolve("database"));
        server = new Server(database, folder);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.close();
        database.close();
    }

    @Test
    void theRightPasswordOpensASessionThatKnowsItsConsultant() {
        ConsultantId id = server.consultant(email);

        SignIn.Done done = (SignIn.Done) server.accounts.signIn(email, Server.PASSWORD, HOME, NO_DEVICE);

        assertThat(done.id()).isEqualTo(id);
        assertThat(server.sessions.authenticate(done.secret())).contains(new Actor.Consultant(id));
    }

    @Test
    void theEmailMayBeTypedInCapitalsAndWithBlanks() {
        server.consultant(email);

        assertThat(server.accounts.signIn(" " + email.toUpperCase(Locale.ROOT) + " ", Server.PASSWORD, HOME, NO_DEVICE))
                .isInstanceOf(SignIn.Done.class);
    }

    @Test
    void aWrongPasswordAndAnUnknownAccountAreAnsweredAlike() {
        server.consultant(email);

        Refusal wrong = refusal(server.accounts.signIn(email, "wrong horse battery", HOME, NO_DEVICE));
        Refusal unknown = refusal(server.accounts.signIn("nobody-" + email, Server.PASSWORD, HOME, NO_DEVICE));

        assertThat(wrong).isEqualTo(unknown);
        assertThat(wrong.code()).isEqualTo("identity.sign-in-failed");
        assertThat(wrong.kind()).isEqualTo(Refusal.Kind.UNAUTHENTICATED);
    }

    @Test
    void anUnknownAccountTakesAsLongAsAKnownOne() {
        server.consultant(email);
        Passwords passwords = new Passwords();
        Optional<String> stored =
                new Consultants(server.jdbi()).credentials(email).map(Consultants.Credentials::passwordHash);
        long known = Long.MAX_VALUE;
        long unknown = Long.MAX_VALUE;
        // The least of many, in turns and in the thread's own time: what else the machine does is not measured.
        for (int i = 0; i < 25; i++) {
            known = Math.min(known, cpuNanos(() -> passwords.verify(stored, "wrong horse battery")));
            unknown = Math.min(unknown, cpuNanos(() -> passwords.verify(Optional.empty(), "wrong horse battery")));
        }

        assertThat((double) unknown / known).isBetween(0.7, 1.4);
    }

    @Test
    void afterFiveFailuresFromOneAddressEvenTheRightPasswordIsRefusedAndNotTold() {
        server.consultant(email);
        fail(email, HOME, 5);

        Refusal right = refusal(server.accounts.signIn(email, Server.PASSWORD, HOME, NO_DEVICE));
        Refusal wrong = refusal(server.accounts.signIn(email, "wrong horse battery", HOME, NO_DEVICE));

        assertThat(right.kind()).isEqualTo(Refusal.Kind.TOO_MANY);
        assertThat(right).isEqualTo(wrong);
    }

    @Test
    void anAccountThatDoesNotExistLocksInTheSameWay() {
        fail("nobody-" + email, HOME, 5);

        assertThat(refusal(server.accounts.signIn("nobody-" + email, "whatever it is", HOME, NO_DEVICE))
                        .kind())
                .isEqualTo(Refusal.Kind.TOO_MANY);
    }

    @Test
    void aLockEndsByItselfAlthoughSomebodyGoesOnTrying() {
        server.consultant(email);
        fail(email, HOME, 5);
        for (int i = 0; i < 20; i++) {
            server.accounts.signIn(email, "wrong horse battery", HOME, NO_DEVICE);
        }

        server.timeline.pass(Duration.ofMinutes(15).plusSeconds(1));

        assertThat(server.accounts.signIn(email, Server.PASSWORD, HOME, NO_DEVICE))
                .isInstanceOf(SignIn.Done.class);
    }

    @Test
    void anotherAddressIsNotLockedWithTheFirst() {
        server.consultant(email);
        fail(email, HOME, 5);

        assertThat(server.accounts.signIn(email, Server.PASSWORD, "198.51.100.7", NO_DEVICE))
                .isInstanceOf(SignIn.Done.class);
    }

    @Test
    void anAccountLocksAfterTwentyFailuresFromEverywhere() {
        server.consultant(email);
        for (int i = 0; i < 5; i++) {
            fail(email, "203.0.113." + i, 4);
        }

        assertThat(refusal(server.accounts.signIn(email, Server.PASSWORD, "203.0.113.99", NO_DEVICE))
                        .kind())
                .isEqualTo(Refusal.Kind.TOO_MANY);
    }

    @Test
    void whereTheConsultantSignedInBeforeNobodyElsesFailuresLockTheAccount() {
        server.consultant(email);
        Optional<String> device = knownDevice();
        for (int i = 0; i < 5; i++) {
            fail(email, "203.0.113." + i, 4);
        }

        assertThat(refusal(server.accounts.signIn(email, Server.PASSWORD, HOME, NO_DEVICE))
                        .kind())
                .isEqualTo(Refusal.Kind.TOO_MANY);
        SignIn.Done done = (SignIn.Done) server.accounts.signIn(email, Server.PASSWORD, HOME, device);
        assertThat(done.device()).isEqualTo(device.get());
        assertThat(server.sessions.authenticate(done.secret())).isPresent();
    }

    @Test
    void aKnownDeviceLocksItselfAfterFiveFailuresAndLocksNobodyElse() {
        server.consultant(email);
        Optional<String> device = knownDevice();
        for (int i = 0; i < 5; i++) {
            assertThat(refusal(server.accounts.signIn(email, "wrong horse battery", HOME, device))
                            .kind())
                    .isEqualTo(Refusal.Kind.UNAUTHENTICATED);
        }

        assertThat(refusal(server.accounts.signIn(email, Server.PASSWORD, HOME, device))
                        .kind())
                .isEqualTo(Refusal.Kind.TOO_MANY);
        assertThat(server.accounts.signIn(email, Server.PASSWORD, HOME, NO_DEVICE))
                .isInstanceOf(SignIn.Done.class);
        server.timeline.pass(Duration.ofMinutes(15).plusSeconds(1));
        assertThat(server.accounts.signIn(email, Server.PASSWORD, HOME, device)).isInstanceOf(SignIn.Done.class);
    }

    @Test
    void aDeviceIsKnownForTheAccountThatSignedInThereAndOpensNothing() {
        server.consultant(email);
        Optional<String> device = knownDevice();
        String other = "other-" + email;
        server.consultant(other);
        fail(other, HOME, 5);

        assertThat(refusal(server.accounts.signIn(other, Server.PASSWORD, HOME, device))
                        .kind())
                .isEqualTo(Refusal.Kind.TOO_MANY);
        assertThat(server.sessions.authenticate(device.get())).isEmpty();
    }

    @Test
    void aDeviceIsForgottenAfterAYearAndWhenAllSessionsAreEnded() {
        ConsultantId id = server.consultant(email);
        Optional<String> lost = knownDevice();
        server.accounts.signOutEverywhere(id);
        Optional<String> old = knownDevice();
        fail(email, HOME, 5);

        assertThat(refusal(server.accounts.signIn(email, Server.PASSWORD, HOME, lost))
                        .kind())
                .isEqualTo(Refusal.Kind.TOO_MANY);
        assertThat(server.accounts.signIn(email, Server.PASSWORD, HOME, old)).isInstanceOf(SignIn.Done.class);
        server.timeline.pass(Duration.ofDays(365));
        fail(email, HOME, 5);
        assertThat(refusal(server.accounts.signIn(email, Server.PASSWORD, HOME, old))
                        .kind())
                .isEqualTo(Refusal.Kind.TOO_MANY);
    }

    @Test
    void ofManyDevicesTheLeastRecentlyUsedIsForgotten() {
        server.consultant(email);
        Optional<String> first = knownDevice();
        for (int i = 0; i < Devices.MOST; i++) {
            server.timeline.pass(Duration.ofSeconds(1));
            knownDevice();
        }
        fail(email, HOME, 5);

        assertThat(refusal(server.accounts.signIn(email, Server.PASSWORD, HOME, first))
                        .kind())
                .isEqualTo(Refusal.Kind.TOO_MANY);
    }

    @Test
    void anAddressLocksAfterAHundredFailuresWithAnyAccount() {
        server.consultant(email);
        String address = "2001:db8::" + (email.hashCode() & 0xffff);
        for (int i = 0; i < 25; i++) {
            fail(i + "-" + email, address, 4);
        }

        assertThat(refusal(server.accounts.signIn(email, Server.PASSWORD, address, NO_DEVICE))
                        .kind())
                .isEqualTo(Refusal.Kind.TOO_MANY);
    }

    @Test
    void ofManyTriesAtTheSameTimeNoMoreAreLookedAtThanOneAfterTheOther() throws Exception {
        server.consultant(email);
        ExecutorService many = Executors.newFixedThreadPool(12);
        try {
            List<Callable<SignIn>> tries = IntStream.range(0, 24)
                    .<Callable<SignIn>>mapToObj(i ->
                            () -> server.accounts.signIn(email, "wrong horse battery " + i, "192.0.2.77", NO_DEVICE))
                    .toList();
            int looked = 0;
            for (Future<SignIn> answer : many.invokeAll(tries)) {
                looked += refusal(answer.get()).kind() == Refusal.Kind.UNAUTHENTICATED ? 1 : 0;
            }
            assertThat(looked).isBetween(1, 5);
        } finally {
            many.shutdownNow();
        }
    }

    @Test
    void aSessionSlidesWithEachRequestAndEndsTwelveHoursAfterTheLast() {
        server.consultant(email);
        String secret = signedIn();

        server.timeline.pass(Duration.ofHours(11));
        assertThat(server.sessions.authenticate(secret)).isPresent();
        server.timeline.pass(Duration.ofHours(11));
        assertThat(server.sessions.authenticate(secret)).isPresent();
        server.timeline.pass(Duration.ofHours(12));
        assertThat(server.sessions.authenticate(secret)).isEmpty();
    }

    @Test
    void signingOutEndsThatSessionOnly() {
        server.consultant(email);
        String here = signedIn();
        String there = signedIn();

        server.accounts.signOut(here);

        assertThat(server.sessions.authenticate(here)).isEmpty();
        assertThat(server.sessions.authenticate(there)).isPresent();
    }

    @Test
    void signingOutEverywhereEndsAllOfThem() {
        ConsultantId id = server.consultant(email);
        String here = signedIn();
        String there = signedIn();

        server.accounts.signOutEverywhere(id);

        assertThat(server.sessions.authenticate(here)).isEmpty();
        assertThat(server.sessions.authenticate(there)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "' OR true --", "0000000000000000000000000000000000000000000"})
    void aForgedSecretKnowsNobody(String secret) {
        assertThat(server.sessions.authenticate(secret)).isEmpty();
    }

    @Test
    void neitherPasswordNorSecretNorAddressIsStored() {
        server.consultant(email);
        fail(email, "192.0.2.200", 1);
        String secret = signedIn();
        String device = knownDevice().get();

        assertThat(server.everythingStored())
                .isNotEmpty()
                .noneMatch(row -> row.contains(Server.PASSWORD))
                .noneMatch(row -> row.contains(secret))
                .noneMatch(row -> row.contains(device))
                .noneMatch(row -> row.contains("192.0.2.200"))
                .anyMatch(row -> row.contains("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    private String signedIn() {
        return ((SignIn.Done) server.accounts.signIn(email, Server.PASSWORD, HOME, NO_DEVICE)).secret();
    }

    private Optional<String> knownDevice() {
        return Optional.of(((SignIn.Done) server.accounts.signIn(email, Server.PASSWORD, HOME, NO_DEVICE)).device());
    }

    private static void fail(String account, String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(refusal(server.accounts.signIn(account, "wrong horse battery", address, NO_DEVICE))
                            .kind())
                    .isEqualTo(Refusal.Kind.UNAUTHENTICATED);
        }
    }

    private static Refusal refusal(SignIn answer) {
        assertThat(answer).isInstanceOf(SignIn.Failed.class);
        return ((SignIn.Failed) answer).refusal();
    }

    private static long cpuNanos(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        work.run();
        return threads.getCurrentThreadCpuTime() - start;
    }
}
