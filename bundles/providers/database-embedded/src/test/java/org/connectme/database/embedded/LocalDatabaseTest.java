package org.connectme.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.connectme.database.DatabaseException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDatabaseTest {

    @TempDir
    private static Path folder;

    private static LocalDatabase database;

    @BeforeAll
    static void start() {
        database = LocalDatabase.start(folder);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "full_page_writes", "synchronous_commit"})
    void whatIsCommittedSurvivesAPowerCut(String setting) {
        String value = shelf().withHandle(handle ->
                handle.createQuery("SHOW " + setting).mapTo(String.class).one());

        assertThat(value).isEqualTo("on");
    }

    @Test
    void theServerListensOnTheLoopbackAddressOnly() {
        String addresses = shelf().withHandle(handle ->
                handle.createQuery("SHOW listen_addresses").mapTo(String.class).one());

        assertThat(addresses).isEqualTo("127.0.0.1");
    }

    @Test
    void aSchemaIsMigratedAndItsTablesNeedNoQualification() {
        shelf().useHandle(handle -> handle.execute("INSERT INTO book VALUES ('Middlemarch')"));

        List<String> titles = shelf().withHandle(handle -> handle.createQuery("SELECT title FROM shelf.book")
                .mapTo(String.class)
                .list());
        assertThat(titles).contains("Middlemarch");
    }

    @Test
    void aMigrationThatFailsNamesItsSchemaAndLeavesNothing() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> database.open("broken", LocalDatabaseTest.class))
                .withMessageContaining("broken")
                .withMessageContaining("V1__twice.sql");

        boolean left = shelf().withHandle(handle -> handle.createQuery("SELECT to_regclass('broken.half') IS NOT NULL")
                .mapTo(Boolean.class)
                .one());
        assertThat(left).isFalse();
    }

    @Test
    void aSchemaWithoutMigrationsIsRefused() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> database.open("nowhere", LocalDatabaseTest.class))
                .withMessageContaining("db/migration/nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shelf", "9lives", "shelf; DROP TABLE book", "../shelf"})
    void aNameThatIsNoneForASchemaIsRefused(String name) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> database.open(name, LocalDatabaseTest.class));
    }

    private static Jdbi shelf() {
        return database.open("shelf", LocalDatabaseTest.class);
    }
}
