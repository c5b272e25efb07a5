package org.connectme.itests.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.itests.server.Api;
import org.connectme.itests.server.Api.Answer;
import org.connectme.itests.server.Database;
import org.connectme.itests.server.Server;
import org.connectme.itests.server.Stage;
import org.connectme.itests.server.Stage.Invited;

/** Free consultations whose customers have agreed and entered the call, but have no page open yet. */
final class Crowd {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Pattern LINK = Pattern.compile("/join#([A-Za-z0-9_-]{20,})");

    private final URI server;
    private final String consultant;
    private final List<Guest> guests;

    private Crowd(URI server, String consultant, List<Guest> guests) {
        this.server = server;
        this.consultant = consultant;
        this.guests = guests;
    }

    private record Guest(String consultation, String cookie) {}

    static Crowd gather(Server server, int consultations) {
        Stage stage = new Stage(server);
        String plan = stage.plan("Free of charge", 0, 0, 0);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < consultations; i++) {
            Answer scheduled =
                    stage.consultant().post("/api/consultant/consultations", Stage.scheduleJson(name(i), plan));
            Stage.expect(scheduled, 200);
            ids.add(scheduled.body().path("id").asText());
        }
        Map<String, String> tokens = tokens(server, consultations);
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < consultations; i++) {
            Api guest = stage.agreed(new Invited(ids.get(i), tokens.get(mail(i))));
            Stage.expect(guest.post("/api/customer/enter", "{}"), 200);
            guests.add(new Guest(ids.get(i), guest.cookieHeader()));
        }
        return new Crowd(server.address(), stage.consultant().cookieHeader(), guests);
    }

    int size() {
        return guests.size();
    }

    /** Opens both sides' sockets. @return the consultant's and the customer's of each consultation */
    List<Line> join(Load load, int from, int to) {
        List<Line> lines = new ArrayList<>();
        for (Guest guest : guests.subList(from, to)) {
            lines.add(load.join(server, "/ws/consultant?consultation=" + guest.consultation(), consultant));
            lines.add(load.join(server, "/ws/customer", guest.cookie()));
        }
        return lines;
    }

    /** The links' tokens by address, from the database: a page shows the newest mails only. */
    private static Map<String, String> tokens(Server server, int count) {
        Database database = new Database(server);
        long end = System.nanoTime() + BOUND.toNanos();
        Map<String, String> tokens = new HashMap<>();
        while (tokens.size() < count) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Only " + tokens.size() + " of " + count + " invitations were mailed.");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            database.query(
                            "SELECT recipient, text FROM mail.outbox WHERE recipient LIKE '%guest.%'",
                            row -> Map.entry(row.getString("recipient"), row.getString("text")))
                    .forEach(mail -> {
                        Matcher link = LINK.matcher(mail.getValue());
                        if (link.find()) {
                            tokens.put(mail.getKey().replaceAll(".*<|>.*", ""), link.group(1));
                        }
                    });
        }
        return tokens;
    }

    private static String name(int number) {
        return "Guest " + letters(number);
    }

    private static String mail(int number) {
        return "guest." + letters(number) + "@example.org";
    }

    private static String letters(int number) {
        StringBuilder letters = new StringBuilder();
        for (char digit : Integer.toString(number).toCharArray()) {
            letters.append((char) ('a' + digit - '0'));
        }
        return letters.toString();
    }
}
