package org.connectme.agent.ui.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.connectme.agent.core.view.Appointment;
import org.connectme.agent.core.view.Offer;
import org.connectme.agent.ui.model.Shown.Fact;
import org.connectme.agent.ui.model.Shown.Steps;
import org.connectme.agent.ui.model.Shown.Terms.Tick;
import org.jspecify.annotations.Nullable;

/** The steps before the waiting room, but for the card. */
final class StepScreens {

    private StepScreens() {}

    /** The way back is always there and loses nothing. */
    static Steps steps(Now now, Place place) {
        int number = Place.STEPS.indexOf(place) + 1;
        boolean free = now.parts().payment() != null && !now.parts().payment().needed();
        int all = free ? Place.STEPS.size() - 1 : Place.STEPS.size();
        String text = now.say(
                "step.of",
                "number",
                now.formats().number(number, 1),
                "all",
                now.formats().number(all, 1));
        Optional<Choice> back = number == 1
                ? Optional.empty()
                : Optional.of(Choice.plain(now.say("step.back"), new Intent.LookBack(Place.STEPS.get(number - 2))));
        return new Steps(text, back);
    }

    static Shown code(Now now) {
        Local local = now.local();
        return new Shown.Code(
                now.say("code.title"),
                now.say("code.lead"),
                now.say("code.field"),
                local.problem(),
                Choice.primary(now.say("code.continue"), new Intent.Open(""), local.is(Local.Task.OPEN)));
    }

    static Shown invitation(Now now) {
        Appointment appointment = appointment(now);
        Offer offer = appointment.offer();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(now.say("invitation.subject"), appointment.subject()));
        String length = now.say("invitation.length", "minutes", now.formats().minutes(appointment.plannedMinutes()));
        facts.add(new Fact(now.say("invitation.when"), when(now, appointment) + "\n" + length));
        String needed = now.say("invitation.needed.text");
        facts.add(new Fact(
                now.say("invitation.needed"),
                Plans.isFree(offer.plan()) ? needed : needed + " " + now.say("invitation.needed.card")));
        facts.add(new Fact(now.say("invitation.price"), Plans.price(offer.plan(), now.words(), now.formats())));
        return new Shown.Invitation(
                steps(now, Place.INVITATION),
                initials(appointment.consultantName()),
                now.say("invitation.title", "name", appointment.consultantName()),
                now.say("invitation.hello", "name", appointment.customerName()),
                appointment.greeting(),
                facts,
                Choice.primary(now.say("invitation.continue"), new Intent.Onward(Place.INVITATION), false),
                otherPlans(now));
    }

    /** Ways out that the customer has until the call. */
    static List<Choice> otherPlans(Now now) {
        return List.of(
                Choice.plain(now.say("invitation.another-time"), new Intent.Ask(Local.Own.ANOTHER_TIME)),
                Choice.plain(now.say("invitation.cancel"), new Intent.Ask(Local.Own.CANCEL)));
    }

    private static String when(Now now, Appointment appointment) {
        Instant startsAt = appointment.startsAt();
        if (startsAt == null) {
            return "–";
        }
        String here = now.formats().dayAndTime(startsAt);
        ZoneId there = zone(appointment.zone());
        if (there == null || now.formats().isSameClock(startsAt, there)) {
            return here;
        }
        return now.say(
                "invitation.when.zone",
                "time",
                here,
                "other",
                now.formats().timeWithZone(startsAt, there),
                "name",
                appointment.consultantName());
    }

    private static @Nullable ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknownHere) {
            // Then the reader's own clock has to do.
            return null;
        }
    }

    static String initials(String name) {
        String[] words = name.strip().split("\\s+");
        String first = firstLetter(words[0]);
        return words.length < 2 ? first : first + firstLetter(words[words.length - 1]);
    }

    private static String firstLetter(String word) {
        return word.isEmpty() ? "" : Character.toString(word.codePointAt(0));
    }

    static Shown about(Now now) {
        Appointment appointment = appointment(now);
        Map<Contact.Field, String> labels = new EnumMap<>(Contact.Field.class);
        Map<Contact.Field, String> hints = new EnumMap<>(Contact.Field.class);
        for (Contact.Field field : Contact.Field.values()) {
            labels.put(field, now.say("about." + field.key()));
            hints.put(field, now.words().maybe("about." + field.key() + ".hint").orElse(""));
        }
        return new Shown.About(
                steps(now, Place.ABOUT),
                now.say("about.title"),
                now.say("about.lead", "name", appointment.consultantName()),
                start(appointment),
                labels,
                hints,
                now.local().faults(),
                now.local().problem(),
                Choice.primary(
                        now.say("about.continue"),
                        new Intent.GiveContact(start(appointment)),
                        now.local().is(Local.Task.CONTACT)));
    }

    /** What was given before, else what the invitation knows. */
    private static Contact start(Appointment appointment) {
        Appointment.Contact given = appointment.contact();
        return given == null
                ? new Contact(appointment.customerName(), appointment.customerEmail(), "", appointment.subject())
                : new Contact(given.name(), given.email(), given.phone(), given.topic());
    }

    static Shown terms(Now now) {
        Appointment appointment = appointment(now);
        Offer offer = appointment.offer();
        boolean free = Plans.isFree(offer.plan());
        List<String> summary = IntStream.rangeClosed(1, 5)
                .mapToObj(line -> now.say("terms.summary." + line + (line == 4 && free ? ".free" : "")))
                .collect(Collectors.toList());
        SortedMap<Tick, String> ticks = new TreeMap<>();
        if (!appointment.agreed()) {
            ticks.put(Tick.PLAN, now.say(free ? "terms.agree.plan.free" : "terms.agree.plan"));
            ticks.put(Tick.TERMS, now.say("terms.agree.terms"));
            if (!offer.withdrawalWaiver().isBlank()) {
                ticks.put(Tick.WAIVER, offer.withdrawalWaiver());
            }
        }
        Choice forward = appointment.agreed()
                ? Choice.primary(now.say("terms.onward"), new Intent.Onward(Place.TERMS), false)
                : Choice.primary(
                        now.say("terms.continue"),
                        new Intent.Agree(Set.of()),
                        now.local().is(Local.Task.AGREE));
        return new Shown.Terms(
                steps(now, Place.TERMS),
                now.say("terms.title"),
                Plans.lines(offer.plan(), now.words(), now.formats()),
                Plans.example(offer, now.words(), now.formats()),
                Plans.hold(offer.plan(), now.words(), now.formats()),
                now.say("terms.summary"),
                summary,
                List.of(
                        new Fact(now.say("terms.terms"), offer.terms()),
                        new Fact(now.say("terms.privacy"), offer.privacy())),
                new Fact(now.say("terms.seller"), seller(now, offer.seller())),
                ticks,
                appointment.agreed() ? now.say("terms.agreed") : "",
                now.local().problem(),
                forward);
    }

    private static String seller(Now now, Offer.Seller seller) {
        List<String> lines = new ArrayList<>(List.of(seller.name(), seller.address()));
        if (!seller.taxNumber().isBlank()) {
            lines.add(now.say("terms.seller.tax", "number", seller.taxNumber()));
        }
        lines.removeIf(String::isBlank);
        return String.join("\n", lines);
    }

    static Appointment appointment(Now now) {
        Appointment appointment = now.parts().appointment();
        if (appointment == null) {
            throw new IllegalStateException("a step without an appointment");
        }
        return appointment;
    }
}
