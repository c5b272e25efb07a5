package org.connectme.agent.core.view;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who meets whom, when and under what terms. */
public record Appointment(
        Stage stage,
        String consultantName,
        String greeting,
        String customerName,
        String customerEmail,
        String subject,
        @Nullable Instant startsAt,
        int plannedMinutes,
        String zone,
        String language,
        @Nullable Instant invitationUntil,
        Offer offer,
        @Nullable Contact contact,
        boolean agreed,
        List<Note> notes,
        @Nullable String anotherTimeAsked,
        @Nullable Cancelled cancelled) {

    /** Where the customer is on the way. */
    public enum Stage {
        CONTACT,
        TERMS,
        CARD,
        WAITING,
        CALL,
        SUMMARY,
        CANCELLED,
        EXPIRED,
        /** A stage that this version does not know. */
        @JsonEnumDefaultValue
        UNKNOWN
    }

    public Appointment {
        stage = stage == null ? Stage.UNKNOWN : stage;
        consultantName = Bounds.text(consultantName);
        greeting = Bounds.text(greeting);
        customerName = Bounds.text(customerName);
        customerEmail = Bounds.text(customerEmail);
        subject = Bounds.text(subject);
        zone = Bounds.text(zone);
        language = Bounds.text(language);
        Bounds.present("offer", offer);
        notes = Bounds.list("notes", notes);
    }

    /** What the customer said about themselves. */
    public record Contact(String name, String email, String phone, String topic) {

        public Contact {
            name = Bounds.text(name);
            email = Bounds.text(email);
            phone = Bounds.text(phone);
            topic = Bounds.text(topic);
        }
    }

    public record Note(@Nullable Instant at, String text) {

        public Note {
            text = Bounds.text(text);
        }
    }

    public record Cancelled(Side by, String reason) {

        public Cancelled {
            by = by == null ? Side.UNKNOWN : by;
            reason = Bounds.text(reason);
        }
    }
}
