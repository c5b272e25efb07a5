package org.connectme.journal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.connectme.core.ConsultationId;
import org.connectme.core.evidence.EvidenceFile;
import org.connectme.core.evidence.EvidenceFile.SignedHead;
import org.connectme.core.journal.Evidence.Finding;
import org.connectme.core.journal.Evidence.SigningKey;
import org.connectme.core.journal.History;
import org.connectme.core.journal.NodeSigner;
import org.connectme.core.journal.Timeline;
import org.connectme.journal.EvidenceTables.Signed;
import org.connectme.journal.JournalTables.Tip;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs what this node appends, with a key of the node's own. A signature is under the chain's head and so covers every
 * entry before it; the newest head of each journal is signed at most twice a second and never while an append waits.
 * What a crash left unsigned is signed at the next start, if its chain is whole and goes on from what was signed.
 * Thread-safe.
 */
@Component(
        service = {HeadSigner.class, NodeSigner.class},
        configurationPid = JournalConfig.PID)
public final class HeadSigner implements NodeSigner, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(HeadSigner.class);

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final long STOP_SECONDS = 5;

    private record Head(int length, String hash) {}

    private final Jdbi jdbi;
    private final Timeline timeline;
    private final NodeKey key;
    private final Map<ConsultationId, Head> unsigned = new ConcurrentHashMap<>();
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "journal-signer"));

    // Of the worker's thread alone.
    private boolean caughtUp;
    private boolean failing;

    @Activate
    public HeadSigner(@Reference JournalSchema schema, @Reference Timeline timeline, JournalConfig config) {
        this(schema, timeline, MasterKeyFile.directory(config.keys_directory()), config.node());
    }

    /** @param directory where the node's key is, or will be made */
    HeadSigner(JournalSchema schema, Timeline timeline, Path directory, String node) {
        this.jdbi = schema.jdbi();
        this.timeline = timeline;
        try {
            this.key = NodeKey.load(directory, node);
        } catch (IllegalStateException e) {
            logger.error("Without a signing key the journal stays closed: {}", e.getMessage());
            throw e;
        }
        SigningKey mine = new SigningKey(key.id(), node, timeline.now(), key.spki());
        jdbi.useHandle(handle -> EvidenceTables.add(handle, mine));
        logger.info("This node, {}, signs with key {}", node, key.id());
        worker.scheduleWithFixedDelay(this::work, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** To be signed soon. Never blocks. */
    void grown(History history) {
        unsigned.merge(
                history.id(),
                new Head(history.length(), history.head()),
                (before, now) -> before.length() > now.length() ? before : now);
    }

    /** This node's signature under where a journal stands. Pure but for the time. */
    SignedHead sign(ConsultationId id, int length, String head) {
        Instant at = timeline.now();
        String signature = key.sign(EvidenceFile.headStatement(id, length, head, at));
        return new SignedHead(length, head, at, key.id(), signature);
    }

    @Override
    public byte[] sign(Purpose purpose, String text) {
        byte[] statement = ("connectme\n" + purpose.id() + "\n" + text).getBytes(StandardCharsets.US_ASCII);
        return HexFormat.of().parseHex(key.sign(statement));
    }

    EvidenceFile.Seal seal(EvidenceFile file) {
        return new EvidenceFile.Seal(key.id(), key.sign(file.sealStatement()));
    }

    @Override
    @Deactivate
    public void close() throws InterruptedException {
        worker.execute(this::work);
        worker.shutdown();
        if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            worker.shutdownNow();
        }
    }

    private void work() {
        try {
            if (!caughtUp) {
                catchUp();
                caughtUp = true;
            }
            signNoted();
            failing = false;
        } catch (JdbiException e) {
            if (!failing) {
                logger.warn("New entries cannot be signed; it is tried again until the database answers", e);
            }
            failing = true;
        } catch (RuntimeException e) {
            // What a scheduled task throws would end it for good.
            logger.error("New entries were not signed", e);
        }
    }

    private void signNoted() {
        Map<ConsultationId, Head> now = new HashMap<>(unsigned);
        List<Signed> signed = new ArrayList<>();
        now.forEach((id, head) -> signed.add(new Signed(id, sign(id, head.length(), head.hash()))));
        jdbi.useHandle(handle -> EvidenceTables.add(handle, signed));
        now.forEach(unsigned::remove);
    }

    /** What was appended by a node that did not come to signing it; in the first start with signatures, everything. */
    private void catchUp() {
        for (ConsultationId id : jdbi.withHandle(EvidenceTables::unsigned)) {
            jdbi.useHandle(handle -> {
                Tip tip = JournalTables.tip(handle, id).orElseThrow();
                var rows = JournalTables.rows(handle, id, 0, tip.length());
                var signatures = EvidenceTables.signatures(handle, id);
                if (PostgresEvidence.verified(id, tip, rows) instanceof Finding.Intact intact
                        && signatures.stream()
                                .allMatch(signed -> signed.length() <= rows.size()
                                        && rows.get(signed.length() - 1).hash().equals(signed.head()))) {
                    EvidenceTables.add(handle, List.of(new Signed(id, sign(id, intact.length(), intact.head()))));
                } else {
                    logger.error("Journal {} was changed while no node ran: it is not signed. See chain-verify.", id);
                }
            });
        }
    }
}
