package org.connectme.journal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import org.connectme.core.journal.Vault;
import org.jdbi.v3.core.Jdbi;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A vault whose master key is a file. The database remembers a fingerprint of the first key it was used with, so that a
 * lost or mistaken key is noticed at start and not when the first name cannot be read. Immutable.
 */
@Component(configurationPid = JournalConfig.PID)
public final class FileVault implements Vault {

    private static final Logger logger = LoggerFactory.getLogger(FileVault.class);

    private static final byte VERSION = 1;

    private final byte[] master;

    @Activate
    public FileVault(@Reference JournalSchema schema, JournalConfig config) {
        this(schema, MasterKeyFile.directory(config.keys_directory()));
    }

    /**
     * @param directory where {@code master.key} is, or will be made if this database was never used with one
     * @throws IllegalStateException if the key is missing, readable by others, or not this database's
     */
    public FileVault(JournalSchema schema, Path directory) {
        try {
            this.master = new MasterKeyFile(directory).load(isNew(schema.jdbi()));
            String mine = hmac("vault.fingerprint", "master.key");
            if (!mine.equals(rememberedOr(mine, schema.jdbi()))) {
                throw new IllegalStateException("The key in " + directory.resolve(MasterKeyFile.NAME)
                        + " is not the one this database was begun with. Put that one back.");
            }
        } catch (IllegalStateException e) {
            logger.error("The vault stays closed, and with it the whole server: {}", e.getMessage());
            throw e;
        }
    }

    @Override
    public String hmac(String purpose, String text) {
        byte[] key = Crypto.derive(master, "hmac/" + purpose);
        return HexFormat.of().formatHex(Crypto.hmac(key, text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public byte[] seal(String purpose, byte[] plain) {
        byte[] key = Crypto.derive(master, "seal/" + purpose);
        byte[] sealed = Crypto.encrypt(key, purpose, plain);
        byte[] versioned = new byte[sealed.length + 1];
        versioned[0] = VERSION;
        System.arraycopy(sealed, 0, versioned, 1, sealed.length);
        return versioned;
    }

    @Override
    public byte[] open(String purpose, byte[] sealed) {
        if (sealed.length == 0 || sealed[0] != VERSION) {
            throw new IllegalArgumentException("This was not sealed by a vault of this version.");
        }
        try {
            return Crypto.decrypt(Crypto.derive(master, "seal/" + purpose), purpose, sealed, 1);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This was not sealed for " + purpose + " with this master key.", e);
        }
    }

    private static boolean isNew(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT fingerprint FROM master_key")
                .mapTo(String.class)
                .findOne()
                .isEmpty());
    }

    /** Of two nodes that start for the first time, one is first. */
    private static String rememberedOr(String mine, Jdbi jdbi) {
        return jdbi.withHandle(handle -> {
            handle.createUpdate("INSERT INTO master_key (fingerprint) VALUES (:mine) ON CONFLICT DO NOTHING")
                    .bind("mine", mine)
                    .execute();
            return handle.createQuery("SELECT fingerprint FROM master_key")
                    .mapTo(String.class)
                    .one();
        });
    }
}
