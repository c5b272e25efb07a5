package org.connectme.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.RatePlan;
import org.connectme.core.Side;
import org.connectme.core.journal.History;
import org.connectme.core.journal.MemoryJournal;
import org.connectme.core.journal.Projection;
import org.connectme.core.journal.Story;
import org.connectme.core.journal.Timeline;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonViewsTest {

    private static final UUID ZERO = new UUID(0, 0);

    private final Projections projections = new Projections();
    private final MemoryJournal journal = new MemoryJournal(() -> Story.START);
    private final JsonViews views = new JsonViews(
            journal,
            new Timeline() {
                @Override
                public Instant now() {
                    return Story.START;
                }

                @Override
                public Optional<Outage> lastOutage() {
                    return Optional.empty();
                }
            },
            projections);
    private final ConsultationId id = new ConsultationId(ZERO);

    private record Everything(
            Money money,
            @Nullable Money nothing,
            Optional<String> absent,
            Optional<String> present,
            Instant at,
            Side side,
            long big,
            List<RatePlan.Tax> list,
            UUID uuid,
            ConsultationId id) {
        public boolean isDerived() {
            return true;
        }

        public String getDerived() {
            return "not a component";
        }
    }

    @Test
    void aViewIsWrittenAsTheProtocolSays() {
        projections.addProjection(part(
                "all",
                new Everything(
                        Money.of(1234, "EUR"),
                        null,
                        Optional.empty(),
                        Optional.of("x"),
                        Story.START.plusMillis(5),
                        Side.CUSTOMER,
                        9_007_199_254_740_991L,
                        List.of(new RatePlan.Tax("VAT", 1900, true)),
                        ZERO,
                        id)));
        assertThat(views.json(id, Side.CONSULTANT))
                .isEqualTo("{\"id\":\"" + ZERO + "\",\"length\":0,\"head\":\"" + "0".repeat(64)
                        + "\",\"side\":\"CONSULTANT\",\"now\":\"2026-03-02T10:00:00Z\",\"parts\":{\"all\":{"
                        + "\"money\":{\"minorUnits\":1234,\"currency\":\"EUR\"},\"nothing\":null,\"absent\":null,"
                        + "\"present\":\"x\",\"at\":\"2026-03-02T10:00:00.005Z\",\"side\":\"CUSTOMER\","
                        + "\"big\":9007199254740991,\"list\":[{\"label\":\"VAT\",\"basisPoints\":1900,"
                        + "\"included\":true}],\"uuid\":\"" + ZERO + "\",\"id\":\"" + ZERO + "\"}}}");
    }

    @Test
    void aPartThatFailsTakesNoOtherWithIt() {
        projections.addProjection(new Projection() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Record project(History history, Side viewer, Instant now) {
                throw new IllegalStateException("broken on purpose");
            }
        });
        projections.addProjection(part("good", new RatePlan.Tax("VAT", 0, false)));
        assertThat(views.json(id, Side.CUSTOMER)).contains("\"good\":{").doesNotContain("broken");
    }

    @Test
    void theNewestOfTwoPartsIsShownAndTheOldOneLeavesByValue() {
        Projection old = part("tax", new RatePlan.Tax("old", 0, false));
        projections.addProjection(old);
        projections.addProjection(part("tax", new RatePlan.Tax("new", 0, false)));
        projections.removeProjection(old);
        assertThat(views.json(id, Side.CUSTOMER)).contains("\"label\":\"new\"").doesNotContain("old");
    }

    private static Projection part(String name, Record part) {
        return new Projection() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Record project(History history, Side viewer, Instant now) {
                return part;
            }
        };
    }
}
