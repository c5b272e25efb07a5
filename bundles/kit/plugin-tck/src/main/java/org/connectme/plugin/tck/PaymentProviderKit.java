package org.connectme.plugin.tck;

import java.util.Objects;
import org.connectme.plugin.tck.shared.Report;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a payment plug-in must do, as JUnit cases. An author extends it and says in {@link #subject} how to make the
 * plug-in and its service; a case whose ability the provider does not name, or whose means the subject does not have, is
 * skipped and says which. After the last case a report stands in {@code target/plugin-tck/<class>.txt} and on standard
 * output.
 */
public abstract class PaymentProviderKit
        implements ContractCases,
                HoldCases,
                AmountCases,
                KeyCases,
                ChallengeCases,
                CaptureCases,
                ReleaseCases,
                RefundCases,
                RaiseCases,
                SavedCardCases,
                ShareCases,
                LookupCases,
                LostAnswerCases,
                WebhookCases,
                ReconcileCases,
                SecretCases {

    @RegisterExtension
    static final Report REPORT = new Report("Payment plug-in kit");

    private @Nullable Bench bench;

    /** A new subject for one case. Subjects may share a service. */
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
