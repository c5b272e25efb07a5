package org.connectme.rest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.connectme.core.ConsultantId;
import org.connectme.core.ConsultationId;
import org.connectme.core.account.Authenticator;
import org.connectme.core.command.Actor;
import org.connectme.core.command.Refusal;
import org.connectme.core.command.Refusal.Kind;
import org.connectme.core.event.RecordingEvent.How;
import org.connectme.core.recording.Answer;
import org.connectme.core.recording.Recordings;
import org.connectme.core.recording.Recordings.Item;
import org.connectme.core.recording.Recordings.Search;
import org.connectme.core.recording.Recordings.Storage;
import org.connectme.wire.http.Cookies;
import org.connectme.wire.http.Endpoint;
import org.connectme.wire.http.Request;
import org.connectme.wire.http.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Recordings: docs/protocol.md, "Recording". An endpoint of its own, so that nothing else waits while the engine behind it
 * is replaced. Only their consultant knows of them; to everybody else there are none.
 */
@Component
public final class RecordingApi implements Endpoint {

    private static final String PREFIX = ConsultantApi.PREFIX + "recordings/";
    private static final int LARGEST_PART = 1 << 20;
    private static final long LARGEST_STREAM = 1L << 50;
    private static final int MOST_DAYS = 3_650;
    private static final Refusal NOT_FOUND =
            new Refusal(Kind.NOT_FOUND, "recording.not-found", "There is no such recording.");

    /** As of any address at which there is nothing. */
    private static final Refusal NOTHING_HERE =
            new Refusal(Kind.NOT_FOUND, "request.not-found", "There is nothing at this address.");

    private final Recordings recordings;
    private final Authenticator authenticator;
    private final Routes routes = new Routes();

    @Activate
    public RecordingApi(
            @Reference Recordings recordings,
            @Reference(target = "(" + Authenticator.KIND_CONSULTANT + ")") Authenticator authenticator) {
        this.recordings = recordings;
        this.authenticator = authenticator;
        routes.get(PREFIX + "list", this::list)
                .get(PREFIX + "settings", request -> json(recordings.storage(consultant(request))))
                .add("PUT", PREFIX + "settings", (request, segments) -> retain(request))
                .post(PREFIX + "start", this::start)
                .add("POST", PREFIX + "{id}/takes/{take}/parts/{at}", this::part);
        one("POST", "/takes", (consultant, id) -> request -> take(consultant, id, request));
        one("POST", "/stop", (consultant, id) -> request -> answer(recordings.stop(consultant, id)));
        one("POST", "/private", (consultant, id) -> request -> mark(consultant, id, request));
        one("POST", "/finish", (consultant, id) -> request -> finish(consultant, id, request));
        one("GET", "/progress", (consultant, id) -> request -> answer(recordings.progress(consultant, id)));
        one("GET", "/video", (consultant, id) -> request -> video(consultant, id, request));
        one("HEAD", "/video", (consultant, id) -> request -> video(consultant, id, request));
        one("GET", "", (consultant, id) -> request -> answer(recordings.find(consultant, id)));
        one("DELETE", "", (consultant, id) -> request -> delete(consultant, id));
    }

    private record Listed(List<Item> recordings, Storage storage) {}

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public int maxBodyBytes() {
        return LARGEST_PART;
    }

    @Override
    public Response handle(Request request) {
        return routes.handle(request);
    }

    private interface Handler {
        Response handle(Request request);
    }

    /** A call for one recording. */
    private void one(String method, String path, BiFunction<ConsultantId, UUID, Handler> handler) {
        routes.add(method, PREFIX + "{id}" + path, (request, segments) -> {
            ConsultantId consultant = consultant(request);
            return id(segments.get(0))
                    .map(id -> handler.apply(consultant, id).handle(request))
                    .orElseGet(() -> refused(NOT_FOUND));
        });
    }

    private Response list(Request request) {
        ConsultantId consultant = consultant(request);
        String wanted = request.query().getOrDefault("consultation", "");
        Optional<ConsultationId> consultation = ConsultationId.parse(wanted);
        Search search = new Search(
                request.query().getOrDefault("q", ""),
                consultation,
                ConsultationCalls.instant(request, "from", Instant.EPOCH),
                ConsultationCalls.instant(request, "to", Instant.parse("9999-01-01T00:00:00Z")));
        List<Item> found =
                !wanted.isEmpty() && consultation.isEmpty() ? List.of() : recordings.list(consultant, search);
        return json(new Listed(found, recordings.storage(consultant)));
    }

    private Response retain(Request request) {
        ConsultantId consultant = consultant(request);
        Body body = Body.of(request);
        Long days = body.integerOrNull("retentionDays", 1, MOST_DAYS);
        body.check();
        return json(recordings.retain(consultant, Optional.ofNullable(days).map(Long::intValue)));
    }

    private Response start(Request request) {
        ConsultantId consultant = consultant(request);
        Body body = Body.of(request);
        UUID consultation = body.id("consultation");
        String consent = body.line("consent", 8, 64);
        UUID recording = body.id("recording");
        body.check();
        return answer(recordings.start(new ConsultationId(consultation), consultant, consent, recording));
    }

    private Response take(ConsultantId consultant, UUID id, Request request) {
        Body body = Body.of(request);
        int take = (int) body.integer("take", 1, Integer.MAX_VALUE);
        body.check();
        return answer(recordings.take(consultant, id, take));
    }

    private Response part(Request request, List<String> segments) {
        ConsultantId consultant = consultant(request);
        Optional<UUID> id = id(segments.get(0));
        Optional<Long> take = number(segments.get(1), Integer.MAX_VALUE);
        Optional<Long> at = number(segments.get(2), LARGEST_STREAM);
        boolean isVideo =
                request.header("content-type").filter("video/webm"::equals).isPresent();
        if (id.isEmpty()) {
            return refused(NOT_FOUND);
        }
        if (take.isEmpty() || at.isEmpty() || !isVideo || request.body().length == 0) {
            return refused(new Refusal(
                    Kind.INVALID,
                    "recording.malformed",
                    "A part has a take's number, an offset, the type video/webm and a body."));
        }
        return answer(recordings.part(consultant, id.get(), take.get().intValue(), at.get(), request.body()));
    }

    private Response mark(ConsultantId consultant, UUID id, Request request) {
        Body body = Body.of(request);
        boolean on = body.flag("on");
        body.check();
        return answer(recordings.mark(consultant, id, on));
    }

    private Response finish(ConsultantId consultant, UUID id, Request request) {
        Body body = Body.of(request);
        int take = (int) body.integer("take", 1, Integer.MAX_VALUE);
        long bytes = body.integer("bytes", 0, LARGEST_STREAM);
        body.check();
        return answer(recordings.finish(consultant, id, take, bytes));
    }

    private Response video(ConsultantId consultant, UUID id, Request request) {
        boolean isDownload = "1".equals(request.query().get("download"));
        return response(
                recordings.open(consultant, id, isDownload ? How.DOWNLOADED : How.PLAYED),
                video -> VideoResponse.of(video, id, request.header("range")));
    }

    private Response delete(ConsultantId consultant, UUID id) {
        return response(recordings.delete(consultant, id), done -> Response.empty(204));
    }

    /** A browser without a consultant's cookie is a customer's, or a stranger's: it learns nothing, not even to sign in. */
    private ConsultantId consultant(Request request) {
        Optional<String> secret = Desk.secret(request, Cookies.consultant(request.secure()));
        if (secret.isEmpty()) {
            throw new BadRequest(Problem.of(NOTHING_HERE));
        }
        return authenticator
                .authenticate(secret.get())
                .filter(Actor.Consultant.class::isInstance)
                .map(actor -> ((Actor.Consultant) actor).id())
                .orElseThrow(() -> new BadRequest(Problem.of(Desk.NOT_SIGNED_IN)));
    }

    private static Response answer(Answer<? extends Record> answer) {
        return response(answer, RecordingApi::json);
    }

    private static <T> Response response(Answer<T> answer, Function<T, Response> given) {
        return answer instanceof Answer.Given<T> value
                ? given.apply(value.value())
                : refused(((Answer.Refused<T>) answer).refusal());
    }

    private static Response json(Record record) {
        return Response.json(200, Json.write(record)).with("Cache-Control", "no-store");
    }

    /** What is only for now is asked again after a second. */
    private static Response refused(Refusal refusal) {
        Response response = Problem.of(refusal).response();
        return refusal.kind() == Kind.UNAVAILABLE || refusal.code().equals("recording.too-fast")
                ? response.with("Retry-After", "1")
                : response;
    }

    private static Optional<UUID> id(String text) {
        return ConsultationId.parse(text).map(ConsultationId::value);
    }

    private static Optional<Long> number(String text, long most) {
        return text.matches("[0-9]{1,16}")
                ? Optional.of(Long.valueOf(text)).filter(value -> value <= most)
                : Optional.empty();
    }
}
