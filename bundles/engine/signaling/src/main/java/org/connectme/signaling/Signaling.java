package org.connectme.signaling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.connectme.core.ConsultationId;
import org.connectme.core.Side;
import org.connectme.core.command.Commands;
import org.connectme.core.journal.Catalog;
import org.connectme.core.journal.Consultation;
import org.connectme.core.journal.Evidence;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.JournalListener;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Views;
import org.connectme.wire.http.Request;
import org.connectme.wire.socket.CloseCode;
import org.connectme.wire.socket.SocketHandler;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands behind the sockets: who is there, and what one side's page says to the other's. */
@Component(immediate = true)
public final class Signaling implements SocketHandler, JournalListener {

    private static final Logger logger = LoggerFactory.getLogger(Signaling.class);
    private static final int MAX_CHAT = 2_000;
    private static final int MAX_CHAT_ID = 64;
    private static final int MAX_HEAD = 64;
    private static final JsonMapper JSON = new JsonMapper();

    private final SocketsSlot slot;
    private final Journal journal;
    private final Evidence evidence;
    private final Admission admission;
    private final Instants instants;
    private final Presence presence;
    private final MediaReports reports;
    private final Pusher pusher;
    /** Who joined once stays so: a call that goes on is negotiated again without the database. */
    private final Map<ConsultationId, Boolean> joined = Collections.synchronizedMap(new Recent<>());

    private final ScheduledExecutorService pushing = newExecutor("signaling-push");
    private final ScheduledExecutorService mending = newExecutor("signaling-mend");

    @Activate
    public Signaling(
            @Reference Journal journal,
            @Reference Catalog catalog,
            @Reference Commands commands,
            @Reference Timeline timeline,
            @Reference Views views,
            @Reference Evidence evidence,
            @Reference Authenticators authenticators,
            @Reference SocketsSlot slot) {
        this.slot = slot;
        this.journal = journal;
        this.evidence = evidence;
        this.admission = new Admission(authenticators, journal);
        this.instants = new Instants(timeline);
        this.presence = new Presence(journal, commands);
        this.reports = new MediaReports(journal, instants, presence);
        this.pusher = new Pusher(journal, views, slot, instants, pushing);
        Outages outages = new Outages(catalog, journal, timeline, presence, reports, pusher, slot, mending);
        slot.listen(new SocketsSlot.Listener() {
            @Override
            public void came() {
                outages.socketsCame();
            }

            @Override
            public void went() {
                outages.socketsWent();
            }
        });
        outages.begin();
    }

    @Deactivate
    public void stop() {
        slot.listen(new SocketsSlot.Listener() {});
        pushing.shutdownNow();
        mending.shutdownNow();
    }

    @Override
    public Optional<String> admit(Request upgrade) {
        return admission.seat(upgrade).map(Seat::name);
    }

    @Override
    public void connected(String name, boolean resumed) {
        Seat seat = seat(name);
        pusher.came(seat);
        if (seat instanceof Seat.Participant participant) {
            if (resumed) {
                presence.returned(participant.consultation(), participant.side());
            } else {
                reports.forget(participant);
            }
            pusher.show(participant);
        }
    }

    @Override
    public void received(String name, String type, String message) {
        if (!(seat(name) instanceof Seat.Participant participant)) {
            return;
        }
        boolean isGood = switch (type) {
            case "join" -> join(participant);
            case "signal" -> !isJoined(participant) || relay(participant, message);
            case "chat" -> isChat(message) && relay(participant, message);
            case "media" ->
                read(message).map(report -> reports.take(participant, report)).orElse(false);
            case "seen" -> read(message).map(seen -> isSeen(participant, seen)).orElse(false);
            // a newer page says more than this version knows
            default -> true;
        };
        if (!isGood) {
            logger.debug("A page at consultation {} sent a wrong {}.", participant.consultation(), type);
            slot.current().ifPresent(sockets -> sockets.close(name, CloseCode.PROTOCOL));
        }
    }

    /** What one side says to the other in a call that is known to go on. */
    @Override
    public boolean receivedAtOnce(String name, String type, String message) {
        return type.equals("signal")
                && seat(name) instanceof Seat.Participant participant
                && joined.containsKey(participant.consultation())
                && relay(participant, message);
    }

    @Override
    public void disconnected(String name, Instant lastHeard) {
        Seat seat = seat(name);
        pusher.went(seat);
        if (seat instanceof Seat.Participant participant) {
            Instant heard = slot.current()
                    .map(sockets -> instants.of(sockets, lastHeard))
                    .orElse(lastHeard);
            presence.lose(participant.consultation(), participant.side(), heard);
            reports.forget(participant);
        }
    }

    @Override
    public void appended(ConsultationId id, int length) {
        pusher.changed(id);
    }

    private boolean join(Seat.Participant participant) {
        presence.join(participant.consultation(), participant.side());
        return true;
    }

    /** The page confirms which head of the journal it has got (CON-4); one that the journal never had is passed over. */
    private boolean isSeen(Seat.Participant participant, JsonNode seen) {
        JsonNode length = seen.path("length");
        JsonNode head = seen.path("head");
        if (!length.canConvertToInt() || !length.isIntegralNumber() || !isText(head, MAX_HEAD)) {
            return false;
        }
        evidence.received(participant.consultation(), participant.side(), length.intValue(), head.textValue());
        return true;
    }

    /** Whether there is a call to negotiate: without agreement and hold there is none, whatever a page sends (PAY-2). */
    private boolean isJoined(Seat.Participant participant) {
        ConsultationId id = participant.consultation();
        if (joined.containsKey(id)) {
            return true;
        }
        boolean isJoined = Consultation.of(journal.read(id)).inCall().contains(Side.CUSTOMER);
        if (isJoined) {
            joined.put(id, true);
        }
        return isJoined;
    }

    /** The very characters that came, to the other side of the same consultation, while it lasts, and to nobody else. */
    private boolean relay(Seat.Participant from, String message) {
        if (pusher.isOver(from.consultation())) {
            return true;
        }
        slot.current().ifPresent(sockets -> sockets.send(from.other().name(), message));
        return true;
    }

    private static boolean isChat(String message) {
        return read(message)
                .filter(chat -> isText(chat.path("id"), MAX_CHAT_ID) && isText(chat.path("text"), MAX_CHAT))
                .isPresent();
    }

    private static boolean isText(JsonNode node, int max) {
        return node.isTextual()
                && !node.textValue().isBlank()
                && node.textValue().length() <= max;
    }

    private static Optional<JsonNode> read(String message) {
        try {
            return Optional.of(JSON.readTree(message));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Every seat was named by {@link #admit}, of this version or another. */
    private static Seat seat(String name) {
        return Seat.parse(name).orElseThrow(() -> new IllegalArgumentException("Not a seat of ours: " + name));
    }

    private static ScheduledExecutorService newExecutor(String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
