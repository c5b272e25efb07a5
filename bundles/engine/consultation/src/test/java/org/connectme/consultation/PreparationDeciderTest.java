package org.connectme.consultation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.connectme.core.journal.Story.EURO_A_MINUTE;

import java.util.stream.Stream;
import org.connectme.consultation.AppointmentView.Stage;
import org.connectme.core.Offer;
import org.connectme.core.Side;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Command;
import org.connectme.core.command.ConsultationCommand.Agree;
import org.connectme.core.command.ConsultationCommand.AskAnotherTime;
import org.connectme.core.command.ConsultationCommand.GiveContact;
import org.connectme.core.command.ConsultationCommand.LeaveNote;
import org.connectme.core.event.ConsultationEvent.ConsultationCancelled;
import org.connectme.core.event.ConsultationEvent.ConsultationEnded;
import org.connectme.core.event.ConsultationEvent.ConsultationRescheduled;
import org.connectme.core.event.ConsultationEvent.EndReason;
import org.connectme.core.event.ConsultationEvent.OfferChanged;
import org.connectme.core.event.ConsultationEvent.TermsAgreed;
import org.connectme.core.event.PresenceEvent.CallEntered;
import org.connectme.core.journal.Story;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PreparationDeciderTest {

    private static final GiveContact CONTACT = new GiveContact("Carl", "carl@example.org", "", "");

    private String answer(Story story, Actor actor, Command command) {
        return Answer.of(story, new PreparationDecider(), actor, command);
    }

    private static Agree agreeTo(Offer offer, boolean waiver) {
        return new Agree(offer.planHash(), offer.termsHash(), waiver);
    }

    private static AppointmentView view(Story story) {
        return (AppointmentView)
                new AppointmentProjection(new AnyPlan()).project(story.history(), Side.CUSTOMER, story.now());
    }

    static Stream<Arguments> wrongContacts() {
        return Stream.of(
                Arguments.of("contact.name", new GiveContact("", "a@b.org", "", "")),
                Arguments.of("contact.name", new GiveContact("x".repeat(201), "a@b.org", "", "")),
                Arguments.of("contact.name", new GiveContact("a\nb", "a@b.org", "", "")),
                Arguments.of("contact.email", new GiveContact("a", "", "", "")),
                Arguments.of("contact.email", new GiveContact("a", "a@b.org\u0000", "", "")),
                Arguments.of("contact.phone", new GiveContact("a", "a@b.org", "1".repeat(41), "")),
                Arguments.of("contact.topic", new GiveContact("a", "a@b.org", "", "x".repeat(2_001))),
                Arguments.of("contact.topic", new GiveContact("a", "a@b.org", "", "\u001b[31m")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongContacts")
    void aWrongContactIsNamedAndNotKept(String code, GiveContact contact) {
        Story story = Story.scheduled(EURO_A_MINUTE);
        assertThat(answer(story, story.customer(), contact)).isEqualTo(code);
    }

    @Test
    void contactIsGivenOnceAndMayBeCorrected() {
        Story story = Story.scheduled(EURO_A_MINUTE);
        assertThat(answer(story, story.consultant(), CONTACT)).isEqualTo("consultation.customer-only");
        assertThat(answer(story, story.customer(), CONTACT)).isEqualTo("[ContactGiven]");
        assertThat(answer(story, story.customer(), CONTACT)).isEqualTo("[]");
        assertThat(answer(story, story.customer(), new GiveContact("Carla", "c@d.org", "+49 30 1", "a\nb")))
                .isEqualTo("[ContactGiven]");
        assertThat(view(story).contact().name()).isEqualTo("Carla");
    }

    @Test
    void onlyTheOfferThatStandsCanBeAgreedTo() {
        Story story = Story.scheduled(EURO_A_MINUTE);
        Offer old = Story.offer(EURO_A_MINUTE);
        Offer raised = Story.offer(Story.plan("EUR", 300, 9_000));
        assertThat(answer(story, story.customer(), agreeTo(old, false))).isEqualTo("agreement.contact-first");

        answer(story, story.customer(), CONTACT);
        story.add(new OfferChanged(raised));
        assertThat(answer(story, story.customer(), agreeTo(old, false))).isEqualTo("agreement.offer-changed");
        assertThat(answer(story, story.customer(), new Agree(raised.planHash(), "x", false)))
                .isEqualTo("agreement.offer-changed");
        assertThat(answer(story, story.customer(), agreeTo(raised, false))).isEqualTo("[TermsAgreed]");
        assertThat(answer(story, story.customer(), agreeTo(raised, false))).isEqualTo("[]");
        assertThat(story.history().last(TermsAgreed.class))
                .contains(new TermsAgreed(raised.planHash(), raised.termsHash(), false, 1));

        story.add(new OfferChanged(old));
        assertThat(view(story).stage()).isEqualTo(Stage.TERMS);
        assertThat(answer(story, story.customer(), agreeTo(old, false))).isEqualTo("[TermsAgreed]");
    }

    @Test
    void whereThereIsAWaiverItMustBeAcceptedToo() {
        Offer plain = Story.offer(EURO_A_MINUTE);
        Offer waived = new Offer(plain.plan(), plain.seller(), "de", "AGB", "Datenschutz", "Ich verzichte.");
        Story story = Story.scheduled(EURO_A_MINUTE).add(new OfferChanged(waived));
        answer(story, story.customer(), CONTACT);

        assertThat(answer(story, story.customer(), agreeTo(waived, false))).isEqualTo("agreement.waiver-missing");
        assertThat(answer(story, story.customer(), agreeTo(waived, true))).isEqualTo("[TermsAgreed]");
        assertThat(view(story).agreed()).isTrue();
    }

    @Test
    void notesReachTheConsultantsPage() {
        Story story = Story.scheduled(EURO_A_MINUTE);
        assertThat(answer(story, story.customer(), new LeaveNote("  "))).isEqualTo("note.text");
        assertThat(answer(story, story.customer(), new LeaveNote("x".repeat(2_001))))
                .isEqualTo("note.text");
        assertThat(answer(story, story.customer(), new LeaveNote("I am late"))).isEqualTo("[NoteLeft]");
        assertThat(answer(story, story.customer(), new AskAnotherTime("Friday?")))
                .isEqualTo("[AnotherTimeAsked]");
        assertThat(view(story).notes()).extracting(AppointmentView.Note::text).containsExactly("I am late");
        assertThat(view(story).anotherTimeAsked()).isEqualTo("Friday?");
        story.add(new ConsultationRescheduled(Story.time(60_000), 30, "Asia/Tokyo", Story.time(90_000)));
        assertThat(view(story).anotherTimeAsked()).isNull();
    }

    @Test
    void whatSendsMailHasAnEnd() {
        Story story = Story.scheduled(EURO_A_MINUTE);
        for (int i = 0; i < 5; i++) {
            assertThat(answer(story, story.customer(), new AskAnotherTime(""))).isEqualTo("[AnotherTimeAsked]");
        }
        assertThat(answer(story, story.customer(), new AskAnotherTime(""))).isEqualTo("mail.asked-often");
    }

    @Test
    void afterTheEndNothingIsPreparedAnyMore() {
        Story story = Story.inCall(EURO_A_MINUTE).add(new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null));

        assertThat(answer(story, story.customer(), new LeaveNote("bye"))).isEqualTo("consultation.ended");
    }

    @Test
    void anExpiredInvitationTakesNoMoreInput() {
        Story story = Story.scheduled(EURO_A_MINUTE).at(24 * 3_600_000L + 1);
        assertThat(answer(story, story.customer(), CONTACT)).isEqualTo("invitation.expired");
        assertThat(view(story).stage()).isEqualTo(Stage.EXPIRED);
    }

    @Test
    void theStageIsTheCustomersNextStep() {
        assertThat(view(Story.scheduled(EURO_A_MINUTE)).stage()).isEqualTo(Stage.CONTACT);
        Story story = Story.scheduled(EURO_A_MINUTE);
        answer(story, story.customer(), CONTACT);
        assertThat(view(story).stage()).isEqualTo(Stage.TERMS);
        answer(story, story.customer(), agreeTo(Story.offer(EURO_A_MINUTE), false));
        assertThat(view(story).stage()).isEqualTo(Stage.CARD);
        story.add(Story.hold(EURO_A_MINUTE.holdAmount()));
        assertThat(view(story).stage()).isEqualTo(Stage.WAITING);
        story.add(new CallEntered(Side.CUSTOMER));
        assertThat(view(story).stage()).isEqualTo(Stage.CALL);
        story.add(new ConsultationEnded(EndReason.HUNG_UP, Side.CUSTOMER, null));
        assertThat(view(story).stage()).isEqualTo(Stage.SUMMARY);

        assertThat(view(Story.ready(Story.FREE)).stage()).isEqualTo(Stage.WAITING);
        assertThat(view(Story.ready(EURO_A_MINUTE).add(new ConsultationCancelled(Side.CONSULTANT, "ill")))
                        .stage())
                .isEqualTo(Stage.CANCELLED);
        assertThat(view(Story.ready(EURO_A_MINUTE).add(new ConsultationEnded(EndReason.NOT_KEPT, null, null)))
                        .stage())
                .isEqualTo(Stage.EXPIRED);
    }

    @Test
    void thePageHasTheOfferInFullWithHashesExamplesAndTheLastNamedTime() {
        Story story = Story.scheduled(EURO_A_MINUTE);
        story.add(new ConsultationRescheduled(Story.time(60_000), 30, "Asia/Tokyo", Story.time(90_000)));
        AppointmentView view = view(story);

        assertThat(view.offer().plan()).isEqualTo(EURO_A_MINUTE);
        assertThat(view.offer().planHash()).isEqualTo(Story.offer(EURO_A_MINUTE).planHash());
        assertThat(view.offer().termsHash())
                .isEqualTo(Story.offer(EURO_A_MINUTE).termsHash());
        assertThat(view.offer().examples())
                .singleElement()
                .satisfies(quote -> assertThat(quote.gross()).hasToString("10.00 EUR"));
        assertThat(view.startsAt()).isEqualTo(Story.time(60_000));
        assertThat(view.zone()).isEqualTo("Asia/Tokyo");
        assertThat(view.changeable()).isTrue();
    }
}
