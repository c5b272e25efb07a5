package org.connectme.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.connectme.core.Seller;
import org.connectme.core.account.Accounts.Created;
import org.connectme.core.account.Accounts.Profile;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Vault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the demo is wanted and there is no account yet: makes one, and writes its sign-in to {@code demo.txt}. */
@Component(service = DemoAccount.class, immediate = true, configurationPid = "org.connectme.identity")
public final class DemoAccount {

    static final String EMAIL = "demo@connectme.example";

    private static final Logger logger = LoggerFactory.getLogger(DemoAccount.class);

    @Activate
    public DemoAccount(
            @Reference Tables tables,
            @Reference Vault vault,
            @Reference Timeline timeline,
            @Reference PasswordResets resets,
            IdentityConfig config) {
        this(tables, vault, timeline, resets, Settings.of(config));
    }

    DemoAccount(Tables tables, Vault vault, Timeline timeline, PasswordResets resets, Settings settings) {
        if (!settings.demo()) {
            return;
        }
        if (new Consultants(tables.jdbi()).isEmpty()) {
            create(new ConsultantAccounts(tables, vault, timeline, resets, settings), settings);
        }
        publish(settings);
    }

    private static void create(ConsultantAccounts accounts, Settings settings) {
        String password = Secrets.readablePassword();
        // First the file: an account whose password nobody knows would be of no use, and nothing would make another.
        write(draft(settings), "e-mail:   " + EMAIL + "\npassword: " + password + "\n");
        Created created = accounts.create(EMAIL, password, profile(settings.language()), true);
        if (created instanceof Created.Failed failed) {
            throw new IllegalStateException(
                    "The demo consultant was not made: " + failed.refusal().detail());
        }
        logger.info("A demo consultant was made; e-mail and password stand in {}", file(settings));
    }

    /** The file gets its name once the sign-in works: whoever waits for it may use it at once. */
    private static void publish(Settings settings) {
        try {
            if (Files.exists(draft(settings))) {
                Files.move(draft(settings), file(settings), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Settings settings) {
        return settings.home().resolve("demo.txt");
    }

    private static Path draft(Settings settings) {
        return settings.home().resolve("demo.txt.new");
    }

    private static Profile profile(String language) {
        DefaultTexts texts = DefaultTexts.in(language);
        return new Profile(
                "Ana Weber",
                texts.greeting(),
                "Europe/Berlin",
                new Seller("Ana Weber IT Consulting", "Lindenallee 12\n50968 Köln\nGermany", "DE 999 999 999"),
                texts.terms(),
                texts.privacy(),
                texts.waiver());
    }

    /** Never readable for others, not even for a moment. */
    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's sign-in could not be written to " + file, e);
        }
    }
}
