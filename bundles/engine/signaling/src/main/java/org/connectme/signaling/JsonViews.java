package org.connectme.signaling;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.Money;
import org.connectme.core.Side;
import org.connectme.core.journal.History;
import org.connectme.core.journal.Journal;
import org.connectme.core.journal.Projection;
import org.connectme.core.journal.Timeline;
import org.connectme.core.journal.Views;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of a page's state together. */
@Component
public final class JsonViews implements Views {

    private static final Logger logger = LoggerFactory.getLogger(JsonViews.class);

    private final Journal journal;
    private final Timeline timeline;
    private final Projections projections;
    private final ObjectMapper json = mapper();

    @Activate
    public JsonViews(@Reference Journal journal, @Reference Timeline timeline, @Reference Projections projections) {
        this.journal = journal;
        this.timeline = timeline;
        this.projections = projections;
    }

    @Override
    public String json(ConsultationId id, Side viewer) {
        return json(journal.read(id), viewer);
    }

    @Override
    public String json(History history, Side viewer) {
        Instant now = timeline.now();
        Map<String, Record> parts = new LinkedHashMap<>();
        projections.byName().forEach((name, projection) -> {
            Record part = project(projection, history, viewer, now);
            if (part != null) {
                parts.put(name, part);
            }
        });
        try {
            return json.writeValueAsString(
                    new View(history.id(), history.length(), history.head(), viewer, now, parts));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A projection's record cannot be written as JSON.", e);
        }
    }

    private static @Nullable Record project(Projection projection, History history, Side viewer, Instant now) {
        try {
            return projection.project(history, viewer, now);
        } catch (RuntimeException | LinkageError e) {
            // one part that fails takes no other part from the page
            logger.error("The part {} of consultation {} cannot be shown.", projection.name(), history.id(), e);
            return null;
        }
    }

    @JsonPropertyOrder({"id", "length", "head", "side", "now", "parts"})
    private record View(
            ConsultationId id, int length, String head, Side side, Instant now, Map<String, Record> parts) {}

    /** Components of records only: a method such as {@code isFree()} is no part of the page's state. */
    private static ObjectMapper mapper() {
        SimpleModule own = new SimpleModule("connectme");
        own.addSerializer(Money.class, new MoneySerializer());
        own.addSerializer(ConsultationId.class, ToStringSerializer.instance);
        own.addSerializer(ConsultantId.class, ToStringSerializer.instance);
        return JsonMapper.builder()
                .addModules(new Jdk8Module(), new JavaTimeModule(), own)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .visibility(PropertyAccessor.GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .build();
    }

    private static final class MoneySerializer extends StdSerializer<Money> {

        private static final long serialVersionUID = 1L;

        MoneySerializer() {
            super(Money.class);
        }

        @Override
        public void serialize(Money money, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeStartObject();
            to.writeNumberField("minorUnits", money.minorUnits());
            to.writeStringField("currency", money.currency().getCurrencyCode());
            to.writeEndObject();
        }
    }
}
