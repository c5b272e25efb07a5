package org.connectme.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.karaf.shell.api.console.Session;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Seller;
import org.connectme.core.Side;
import org.connectme.core.account.Accounts;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsultationCommand.ErasePersonal;
import org.connectme.core.command.Outcome;
import org.connectme.core.command.Refusal;
import org.connectme.core.event.ConsultationEvent.NoteLeft;
import org.connectme.core.event.Event;
import org.connectme.core.journal.Chain;
import org.connectme.core.journal.Entry;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.ParkedReactions;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private static final ConsultationId ID = ConsultationId.random();

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Session session = console(new PrintStream(output, true, StandardCharsets.UTF_8));
    private final Directory accounts = new Directory();

    @Test
    void anAccountIsMadeWithAPasswordThatIsShownOnce() throws Exception {
        create("ana@example.org", false).execute();

        Matcher shown = Pattern.compile("shown only now: (\\S{23})\\s").matcher(printed());
        assertThat(shown.find()).isTrue();
        assertThat(accounts.passwords).containsExactly(shown.group(1));
        assertThat(accounts.all()).extracting(Accounts.Consultant::email).containsExactly("ana@example.org");
    }

    @Test
    void aPasswordThatWasAskedForIsNotShown() throws Exception {
        create("ana@example.org", true).execute();

        assertThat(accounts.passwords).containsExactly("typed in secret");
        assertThat(printed()).doesNotContain("typed in secret");
    }

    @Test
    void aRefusedAccountIsTheCommandsError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create("taken@example.org", false).execute())
                .withMessage("It is taken.");
    }

    @Test
    void accountsAreListed() throws Exception {
        create("ana@example.org", false).execute();
        ConsultantList command = new ConsultantList();
        command.accounts = accounts;
        command.session = session;

        command.execute();

        assertThat(printed()).contains("ana@example.org").contains("ONLINE");
    }

    @Test
    void aConsultantIsSignedOutByEmail() throws Exception {
        create("ana@example.org", false).execute();
        SignOutEverywhere command = new SignOutEverywhere();
        command.accounts = accounts;
        command.session = session;

        command.email = " Ana@example.org";
        command.execute();
        assertThat(accounts.signedOut).containsExactly(accounts.all().get(0).id());

        command.email = "nobody@example.org";
        assertThatIllegalArgumentException().isThrownBy(command::execute).withMessageContaining("no such account");
    }

    @Test
    void aJournalIsShownWithoutAnythingThatPeopleTyped() {
        JournalShow command = new JournalShow();
        command.session = session;
        command.journal = new OneJournal(new NoteLeft("my secret illness"));
        command.id = ID.toString();

        command.execute();

        assertThat(printed())
                .contains("NoteLeft")
                .contains("2026-03-02T09:00:00Z")
                .doesNotContain("illness");
    }

    @Test
    void whatIsNoIdIsSaid() {
        JournalShow command = new JournalShow();
        command.session = session;
        command.journal = new OneJournal();
        command.id = "../x";

        assertThatIllegalArgumentException().isThrownBy(command::execute).withMessageContaining("36 characters");
    }

    @Test
    void anIntactChainIsShownWithItsHeadAndABrokenOneIsTheCommandsError() {
        ChainVerify command = new ChainVerify();
        command.session = session;
        command.id = ID.toString();

        command.evidence = new Verdict(new Evidence.Finding.Intact(7, "abc"));
        command.execute();
        assertThat(printed()).contains("Intact: 7 entries, last hash abc");

        command.evidence = new Verdict(new Evidence.Finding.Intact(0, Chain.ORIGIN));
        assertThatIllegalArgumentException().isThrownBy(command::execute).withMessageContaining("no such");

        command.evidence = new Verdict(new Evidence.Finding.Broken(3, "the hash differs"));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(command::execute)
                .withMessage("BROKEN at entry 3: the hash differs");
    }

    @Test
    void parkedWorkIsListedAndTriedAgainOnlyWhenAsked() {
        Lot lot = new Lot();
        Parked command = new Parked();
        command.session = session;
        command.parked = lot;

        command.execute();
        assertThat(printed()).contains("invitation.mail").contains("IOException");
        assertThat(lot.retried).isEmpty();

        command.retry = true;
        command.execute();
        assertThat(printed()).contains("1 of them are tried again now.");
        assertThat(lot.retried).containsExactly("invitation.mail");
    }

    @Test
    void personalDataIsErasedForTheOperatorAndARefusalIsTheCommandsError() {
        List<Command> sent = new ArrayList<>();
        ConsultationErase command = new ConsultationErase();
        command.session = session;
        command.id = ID.toString();
        command.commands = (id, actor, asked) -> {
            assertThat(id).isEqualTo(ID);
            assertThat(actor).isEqualTo(new Actor.Engine());
            sent.add(asked);
            return new Outcome.Accepted(new History(id, List.of()));
        };

        command.execute();
        assertThat(sent).containsExactly(new ErasePersonal());
        assertThat(printed()).contains("being erased");

        command.commands = (id, actor, asked) ->
                new Outcome.Refused(new Refusal(Refusal.Kind.CONFLICT, "erasure.money-open", "Money is on its way."));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(command::execute)
                .withMessage("Money is on its way.");

        command.id = "all";
        assertThatIllegalArgumentException().isThrownBy(command::execute).withMessageContaining("36 characters");
    }

    private ConsultantCreate create(String email, boolean ask) {
        ConsultantCreate command = new ConsultantCreate();
        command.accounts = accounts;
        command.session = session;
        command.email = email;
        command.name = "Ana Weber";
        command.ask = ask;
        return command;
    }

    private String printed() {
        return output.toString(StandardCharsets.UTF_8);
    }

    /** The two things that commands ask of a session. */
    private static Session console(PrintStream out) {
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getConsole" -> out;
                        case "getKeyboard" ->
                            new ByteArrayInputStream("typed in secret\n".getBytes(StandardCharsets.UTF_8));
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private record Verdict(Finding finding) implements Evidence {

        @Override
        public Finding verify(ConsultationId id) {
            return finding;
        }

        @Override
        public Optional<String> export(ConsultationId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void received(ConsultationId id, Side side, int length, String head) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<SigningKey> signingKeys() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void erase(ConsultationId id) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Lot implements ParkedReactions {

        private final List<String> retried = new ArrayList<>();

        @Override
        public List<Parked> list() {
            return List.of(new Parked(ID, "invitation.mail", 8, "java.io.IOException"));
        }

        @Override
        public boolean retry(ConsultationId consultation, String reaction) {
            return retried.add(reaction);
        }
    }

    private record OneJournal(List<Event> events) implements Journal {

        OneJournal(Event... events) {
            this(Arrays.asList(events));
        }

        @Override
        public History read(ConsultationId id) {
            List<Entry> entries = new ArrayList<>();
            for (Event event : events) {
                entries.add(new Entry(entries.size() + 1, Instant.parse("2026-03-02T09:00:00Z"), event, Chain.ORIGIN));
            }
            return new History(id, entries);
        }

        @Override
        public Append append(ConsultationId id, int expectedLength, List<Event> more) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Append appendNumbered(
                ConsultationId id, int expectedLength, String sequence, LongFunction<Event> event) {
            throw new UnsupportedOperationException();
        }
    }

    /** Accounts in a list. */
    private static final class Directory implements Accounts {

        private final List<Consultant> consultants = new ArrayList<>();
        private final List<String> passwords = new ArrayList<>();
        private final List<ConsultantId> signedOut = new ArrayList<>();

        @Override
        public Created create(String email, String displayName, String password) {
            if (email.startsWith("taken")) {
                return new Created.Failed(new Refusal(Refusal.Kind.CONFLICT, "identity.email-taken", "It is taken."));
            }
            Profile profile =
                    new Profile(displayName, "", "Europe/Berlin", new Seller(displayName, "", ""), "", "", "");
            Consultant made = new Consultant(ConsultantId.random(), email, Availability.ONLINE, profile);
            consultants.add(made);
            passwords.add(password);
            return new Created.Done(made.id());
        }

        @Override
        public List<Consultant> all() {
            return consultants;
        }

        @Override
        public void signOutEverywhere(ConsultantId id) {
            signedOut.add(id);
        }

        @Override
        public Optional<Consultant> find(ConsultantId id) {
            return consultants.stream().filter(one -> one.id().equals(id)).findFirst();
        }

        @Override
        public SignIn signIn(String email, String password, String address, Optional<String> device) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void signOut(String secret) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void requestPasswordReset(String email, String address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Refusal> resetPassword(String token, String newPassword) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Refusal> setAvailability(ConsultantId id, Availability availability) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Refusal> updateProfile(ConsultantId id, Profile profile) {
            throw new UnsupportedOperationException();
        }
    }
}
