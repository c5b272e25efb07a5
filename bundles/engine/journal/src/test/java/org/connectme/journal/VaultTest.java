package org.connectme.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.connectme.core.journal.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestDatabase.class)
class VaultTest {

    private static final byte[] PLAIN = "Grace Hopper".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private JournalSchema schema;
    private Path file;
    private Vault vault;

    @BeforeEach
    void open(JournalSchema schema) {
        this.schema = schema;
        file = folder.resolve("keys/master.key");
        vault = new FileVault(schema, file.getParent());
    }

    @Test
    void theFirstStartMakesAKeyThatOnlyItsOwnerMayUse() throws IOException {
        assertThat(file).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatIsSealedIsOpenedAfterARestart() {
        byte[] sealed = vault.seal("purpose", PLAIN);

        assertThat(new FileVault(schema, file.getParent()).open("purpose", sealed))
                .isEqualTo(PLAIN);
        assertThat(sealed).isNotEqualTo(vault.seal("purpose", PLAIN));
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("Grace");
    }

    @Test
    void whatIsSealedIsOpenedForItsPurposeAndWholeOnly() {
        byte[] sealed = vault.seal("purpose", PLAIN);

        assertRefused("another purpose", sealed);
        assertRefused("purpose", new byte[0]);
        assertRefused("purpose", new byte[] {1, 2, 3});
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertRefused("purpose", changed);
        }
    }

    @Test
    void theSameTextHasTheSameHmacForEverButForEachPurposeAnother() {
        assertThat(vault.hmac("codes", "123456789"))
                .hasSize(64)
                .isEqualTo(new FileVault(schema, file.getParent()).hmac("codes", "123456789"))
                .isNotEqualTo(vault.hmac("tokens", "123456789"))
                .isNotEqualTo(vault.hmac("codes", "123456788"));
    }

    @Test
    void keysAreDerivedByHkdfSoThatEveryVersionFindsTheSame() {
        // HKDF-SHA-256 of 32 zero bytes, salt "connectme/vault/1", info "seal/purpose", from another implementation
        assertThat(HexFormat.of().formatHex(Crypto.derive(new byte[32], "seal/purpose")))
                .isEqualTo("3da08b931564af1a5a0ddde0352bac5eb9b6d3a0b466120a8e93356660d3284b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
    void aKeyThatOthersMayUseIsRefused(String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new FileVault(schema, file.getParent()))
                .withMessageContaining("chmod 600");
    }

    @Test
    void aLostKeyIsNotReplacedByAnother() throws IOException {
        Files.delete(file);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new FileVault(schema, file.getParent()))
                .withMessageContaining("backup");
        assertThat(file).doesNotExist();
    }

    @Test
    void anotherDatabasesKeyIsRefused() throws IOException {
        Files.write(file, new byte[32]);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new FileVault(schema, file.getParent()))
                .withMessageContaining("not the one");
    }

    @Test
    void halfAKeyIsRefused() throws IOException {
        Files.write(file, new byte[31]);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new FileVault(schema, file.getParent()))
                .withMessageContaining("31 bytes");
    }

    @Test
    void theKeyLiesInTheHomeUnlessToldOtherwise() {
        assertThat(MasterKeyFile.directory("/secret/keys")).isEqualTo(Path.of("/secret/keys"));
        assertThat(MasterKeyFile.directory("")).isAbsolute().hasFileName("keys");
    }

    private void assertRefused(String purpose, byte[] sealed) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> vault.open(purpose, sealed));
    }
}
