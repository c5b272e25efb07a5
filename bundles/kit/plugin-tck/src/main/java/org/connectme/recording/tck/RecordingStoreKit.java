package org.connectme.recording.tck;

import java.util.Objects;
import org.connectme.plugin.tck.shared.Report;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a recording store must do, as JUnit cases. An author extends it and says in {@link #subject} how to make the store
 * and its place; a case whose ability the store does not name, or whose means the subject does not have, is skipped and
 * says which. After the last case a report stands in {@code target/plugin-tck/<class>.txt} and on standard output.
 */
public abstract class RecordingStoreKit
        implements ContractCases,
                IdCases,
                WriteCases,
                SealCases,
                ReadCases,
                DeleteCases,
                ListCases,
                RestartCases,
                TogetherCases,
                LostAnswerCases,
                RoomCases,
                SecrecyCases,
                RetentionCases {

    @RegisterExtension
    static final Report REPORT = new Report("Recording store kit");

    private @Nullable Bench bench;

    /** A new subject for one case. Subjects may share a place. */
    protected abstract Subject subject() throws Exception;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(subject());
    }

    @AfterEach
    void close() throws Exception {
        if (bench != null) {
            bench.close();
        }
    }

    @Override
    public final Bench bench() {
        return Objects.requireNonNull(bench, "no case is running");
    }
}
