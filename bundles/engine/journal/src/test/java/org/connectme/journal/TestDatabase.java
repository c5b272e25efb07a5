package org.connectme.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.connectme.database.embedded.LocalDatabase;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One PostgreSQL for all tests of this bundle, with empty tables at the start of each test. */
final class TestDatabase implements BeforeEachCallback, ParameterResolver {

    private record Server(Path folder, LocalDatabase database, JournalSchema schema) implements AutoCloseable {

        static Server start() {
            try {
                Path folder = Files.createTempDirectory("journal-test");
                LocalDatabase database = LocalDatabase.start(folder);
                return new Server(folder, database, new JournalSchema(database));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            database.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        server(context)
                .schema()
                .jdbi()
                .useHandle(handle -> handle.execute("TRUNCATE consultation, entry, consultation_key, master_key,"
                        + " sequence, grown, reaction, wake, alive, node_key, signature, received"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == JournalSchema.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context).schema();
    }

    private static Server server(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(TestDatabase.class))
                .getOrComputeIfAbsent(Server.class, ignored -> Server.start(), Server.class);
    }
}
