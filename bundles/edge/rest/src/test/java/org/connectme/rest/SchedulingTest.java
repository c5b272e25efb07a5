package org.connectme.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.connectme.core.ConsultationId;
import org.connectme.core.command.ConsultationCommand.Schedule;
import org.connectme.wire.http.Response;
import org.junit.jupiter.api.Test;

class SchedulingTest {

    private static final String GOOD = """
            {"request":"%s","customerName":"Tom Reed","customerEmail":"tom@example.org","subject":"Taxes",
             "startsAt":"2026-03-03T10:00:00Z","plannedMinutes":30,"zone":"Europe/Berlin","language":"en",
             "invitationHours":24,"planId":"%s","greeting":""}""";

    private final Edge edge = new Edge();

    private Response schedule(String request) {
        return edge.post("/api/consultant/consultations")
                .with("connectme-consultant", "ana")
                .send(GOOD.formatted(request, Edge.PLAN.id()));
    }

    @Test
    void aDoubleClickOrARepeatedRequestSchedulesOneConsultation() {
        UUID request = UUID.randomUUID();

        Response first = schedule(request.toString());
        Response again = schedule(request.toString());

        assertThat(first.status()).isEqualTo(200);
        assertThat(Edge.text(again)).isEqualTo(Edge.text(first));
        assertThat(edge.sent).hasSize(2).allSatisfy(each -> {
            assertThat(each.id()).isEqualTo(ConsultationId.of(Edge.ANA, request));
            assertThat(each.command()).isEqualTo(edge.sent.get(0).command()).isInstanceOf(Schedule.class);
        });
    }

    @Test
    void aRepeatIsTheSameThoughItsPlanWasWithdrawnMeanwhile() {
        UUID request = UUID.randomUUID();
        schedule(request.toString());
        edge.planIsWithdrawn = true;

        assertThat(schedule(request.toString()).status()).isEqualTo(200);
        assertThat(edge.sent.get(1)).isEqualTo(edge.sent.get(0));
        assertThat(schedule(UUID.randomUUID().toString()).status()).isEqualTo(422);
    }

    @Test
    void anotherRequestIsAnotherConsultation() {
        schedule(UUID.randomUUID().toString());
        schedule(UUID.randomUUID().toString());

        assertThat(edge.sent.stream().map(Edge.Sent::id).distinct()).hasSize(2);
    }

    @Test
    void withoutARequestsIdNothingIsScheduled() {
        Response response = schedule("once, please");

        assertThat(response.status()).isEqualTo(422);
        assertThat(Edge.text(response)).contains("\"request\"");
        assertThat(edge.sent).isEmpty();
    }
}
