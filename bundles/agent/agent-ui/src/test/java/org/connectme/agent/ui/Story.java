package org.connectme.agent.ui;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.connectme.agent.core.ChatLine;
import org.connectme.agent.core.ConsultationState;
import org.connectme.agent.core.ConsultationState.Entry;
import org.connectme.agent.core.ControlState;
import org.connectme.agent.core.Link;
import org.connectme.agent.core.view.Appointment;
import org.connectme.agent.core.view.Appointment.Stage;
import org.connectme.agent.core.view.Consent;
import org.connectme.agent.core.view.Meter;
import org.connectme.agent.core.view.Money;
import org.connectme.agent.core.view.Offer;
import org.connectme.agent.core.view.Payment;
import org.connectme.agent.core.view.Presence;
import org.connectme.agent.core.view.Presence.SidePresence;
import org.connectme.agent.core.view.View;
import org.jspecify.annotations.Nullable;

/** One consultation of Jonas Weber's with Ana Souza, told step by step; each step is a state as the server would send it. */
public final class Story {

    public static final Instant NOW = Instant.parse("2026-01-01T10:13:10Z");
    public static final Instant STARTED = Instant.parse("2026-01-01T10:00:00Z");

    private static final SidePresence HERE = new SidePresence(true, true, null, null, true, true);

    private long length = 1;
    private Entry entry = Entry.INSIDE;
    private Stage stage = Stage.CONTACT;
    private Instant startsAt = Instant.parse("2026-01-01T10:00:00Z");
    private boolean agreed;
    private Appointment.@Nullable Cancelled cancelled;
    private List<Appointment.Note> notes = List.of();
    private String waiver = "";
    private @Nullable Meter meter;
    private Payment payment = payment(Payment.Status.NONE, null);
    private SidePresence consultant = HERE;
    private @Nullable Instant mediaLostSince;
    private Presence.@Nullable EndProposed endProposed;
    private Presence.@Nullable Ended ended;
    private List<Consent> consents = List.of();
    private Link link = new Link.Open(false);
    private List<ChatLine> chat = new ArrayList<>();
    private ControlState control = ControlState.NOTHING;
    private boolean privateMoment;
    private String availability = "ONLINE";
    private long receivedNanos = System.nanoTime();

    public static Money eur(long minorUnits) {
        return new Money(minorUnits, "EUR");
    }

    public Story outside() {
        entry = Entry.OUTSIDE;
        return this;
    }

    public Story at(Stage newStage) {
        stage = newStage;
        agreed = newStage.compareTo(Stage.TERMS) > 0;
        return this;
    }

    public Story received(long nanos) {
        receivedNanos = nanos;
        return this;
    }

    public Story waiver(String text) {
        waiver = text;
        return this;
    }

    public Story note(String text) {
        notes = List.of(new Appointment.Note(NOW, text));
        return this;
    }

    public Story startsAt(Instant then) {
        startsAt = then;
        return this;
    }

    public Story availability(String said) {
        availability = said;
        return this;
    }

    public Story cancelled(Appointment.Cancelled by) {
        cancelled = by;
        return at(Stage.CANCELLED);
    }

    public Story pays(Payment newPayment) {
        payment = newPayment;
        return this;
    }

    public static Payment payment(Payment.Status status, Payment.@Nullable Raise raise) {
        boolean held = status == Payment.Status.HELD || status == Payment.Status.CAPTURED;
        return new Payment(
                true,
                status,
                held ? eur(7500) : null,
                status == Payment.Status.CAPTURED ? eur(2560) : null,
                null,
                held ? "visa" : null,
                held ? "4242" : null,
                null,
                status == Payment.Status.DECLINED ? "insufficient-funds" : null,
                status == Payment.Status.CAPTURED ? 1042L : null,
                List.of(),
                null,
                false,
                false,
                raise);
    }

    public Story meter(Meter.State state, Meter.@Nullable Reason reason) {
        return meter(state, reason, state == Meter.State.IDLE ? 0 : 2560, null, false);
    }

    public Story meter(
            Meter.State state, Meter.@Nullable Reason reason, long gross, @Nullable Money limit, boolean near) {
        boolean started = state != Meter.State.IDLE;
        meter = new Meter(
                state,
                reason,
                started ? STARTED : null,
                started ? 760_000 : 0,
                started ? 790_000 : 0,
                eur(gross),
                eur(0),
                eur(7500),
                limit,
                near,
                null);
        return this;
    }

    public Story billed() {
        meter = new Meter(
                Meter.State.ENDED,
                null,
                STARTED,
                760_000,
                790_000,
                eur(2560),
                eur(409),
                eur(7500),
                null,
                false,
                new Meter.Bill(
                        790_000,
                        760_000,
                        760,
                        eur(2151),
                        eur(409),
                        eur(2560),
                        List.of(new Meter.Pause(
                                STARTED.plusSeconds(300), STARTED.plusSeconds(330), Meter.Reason.CONSULTANT_PAUSED))));
        ended = new Presence.Ended(Presence.Ended.Reason.HUNG_UP, null, null, NOW);
        return this;
    }

    public Story consultant(SidePresence presence) {
        consultant = presence;
        return this;
    }

    public static SidePresence offline(Instant since, @Nullable Instant endsAt) {
        return new SidePresence(true, false, since, endsAt, true, false);
    }

    public static SidePresence here() {
        return HERE;
    }

    public Story mediaLostSince(Instant since) {
        mediaLostSince = since;
        return this;
    }

    public Story endProposed(Presence.@Nullable EndProposed proposed) {
        endProposed = proposed;
        return this;
    }

    public Story consents(Consent... all) {
        consents = List.of(all);
        return this;
    }

    public static Consent consent(Consent.Scope scope, Consent.State state) {
        return new Consent("r1", scope, "To look at the printer’s settings", 15, NOW.minusSeconds(10), state, null);
    }

    public Story link(Link now) {
        link = now;
        return this;
    }

    public Story says(boolean mine, String text) {
        chat.add(new ChatLine("l" + chat.size(), mine, text, NOW.minusSeconds(60)));
        return this;
    }

    public Story control(ControlState now) {
        control = now;
        return this;
    }

    public Story privateMoment(boolean on) {
        privateMoment = on;
        return this;
    }

    public ConsultationState state() {
        Offer.Plan plan =
                new Offer.Plan("p", 1, "Standard", "EUR", 200, 1, 0, 0, null, new Offer.Tax("VAT", 1900, true), 7500);
        Offer offer = new Offer(
                plan,
                new Offer.Seller("Ana Souza Consulting", "Hauptstraße 1\n10115 Berlin", "DE123456789"),
                "en",
                "1. What you get.\n"
                        + "A talk with Ana Souza, by voice and picture.\n\n"
                        + "2. What it costs.\n"
                        + "See above.\n\n"
                        + "3. More.\n"
                        + "What was agreed counts; nothing else.",
                "Your name and address are kept for as long as the law asks for.",
                waiver,
                "plan-hash",
                "terms-hash",
                List.of(new Offer.Quote(600, 600, eur(1681), eur(319), eur(2000))));
        Appointment appointment = new Appointment(
                stage,
                "Ana Souza",
                "I look forward to our talk. Have the printer’s manual at hand.",
                "Jonas Weber",
                "jonas@example.org",
                "The printer prints blank pages",
                startsAt,
                30,
                "Europe/Lisbon",
                "en",
                NOW.plusSeconds(86_400),
                offer,
                stage == Stage.CONTACT ? null : new Appointment.Contact("Jonas Weber", "jonas@example.org", "", ""),
                agreed,
                notes,
                null,
                cancelled);
        View view = new View(
                "c1",
                length++,
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                NOW,
                new View.Parts(
                        appointment,
                        new Presence(consultant, HERE, mediaLostSince, endProposed, ended),
                        meter,
                        payment,
                        new View.Consents(consents),
                        new View.Availability(availability)));
        boolean inside = entry == Entry.INSIDE;
        return new ConsultationState(entry, inside ? view : null, receivedNanos, link, chat, control, privateMoment);
    }
}
