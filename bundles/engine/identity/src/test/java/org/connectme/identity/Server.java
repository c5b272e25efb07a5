package org.connectme.identity;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.connectme.core.ConsultantId;
import org.connectme.core.account.Accounts.Created;
import org.connectme.database.embedded.LocalDatabase;
import org.connectme.mail.spi.Mail;
import org.connectme.mail.spi.MailTransport.Delivery;
import org.jdbi.v3.core.Jdbi;

/** This bundle's components on empty tables of a real database, wired as the container does it. */
final class Server {

    static final String PASSWORD = "correct horse battery";

    final SetTimeline timeline = new SetTimeline();
    final KeyedVault vault = new KeyedVault();
    final BlockingQueue<Mail> mails = new LinkedBlockingQueue<>();
    final Tables tables;
    final PasswordResets resets;
    final ConsultantAccounts accounts;
    final ConsultantSessions sessions;
    final Settings settings;

    Server(LocalDatabase database, Path folder) {
        this.settings = new Settings("https://advice.example", true, folder.resolve("home"), "en");
        this.tables = new Tables(database);
        tables.jdbi().useHandle(handle -> handle.execute("TRUNCATE consultant, attempt CASCADE"));
        this.resets = new PasswordResets(tables, vault, settings);
        this.resets.transport = mail -> {
            mails.add(mail);
            return new Delivery.Accepted();
        };
        this.accounts = new ConsultantAccounts(tables, vault, timeline, resets, settings);
        this.sessions = new ConsultantSessions(tables, timeline);
    }

    Jdbi jdbi() {
        return tables.jdbi();
    }

    ConsultantId consultant(String email) {
        Created created = accounts.create(email, "Ana Weber", PASSWORD);
        return ((Created.Done) created).id();
    }

    /** Every value of every column of the schema, as text. */
    List<String> everythingStored() {
        return jdbi().withHandle(handle -> {
            List<String> tables = handle.createQuery(
                            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'identity'")
                    .mapTo(String.class)
                    .list();
            return tables.stream()
                    .flatMap(table ->
                            handle
                                    .createQuery("SELECT t::text FROM " + table + " t")
                                    .mapTo(String.class)
                                    .list()
                                    .stream())
                    .toList();
        });
    }

    void close() throws InterruptedException {
        resets.deactivate();
    }
}
