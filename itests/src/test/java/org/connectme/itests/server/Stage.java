package org.connectme.itests.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.itests.server.Api.Answer;

/** Brings a consultation to where a test wants to begin, over the API only. */
public final class Stage {

    private static final Pattern LINK = Pattern.compile("/join#([A-Za-z0-9_-]{20,})");
    private static final Pattern CODE = Pattern.compile("\\b(\\d{3}[ -]?\\d{3}[ -]?\\d{3})\\b");
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final Server server;
    private final Api consultant;

    public Stage(Server server) {
        this.server = server;
        this.consultant = new Api(server);
        Properties demo = server.demo();
        Answer answer = consultant.post(
                "/api/consultant/sign-in",
                "{\"email\":\"" + demo.getProperty("e-mail") + "\",\"password\":\"" + demo.getProperty("password")
                        + "\"}");
        expect(answer, 200);
    }

    public Api consultant() {
        return consultant;
    }

    /** One scheduled consultation with the demo plan, and what its customer was mailed. */
    public record Invited(String id, String token) {
        public String path(String rest) {
            return "/api/consultant/consultations/" + id + rest;
        }
    }

    public Invited invite(String customerName) {
        return invite(customerName, demoPlan());
    }

    public Invited invite(String customerName, String planId) {
        Set<String> tokensBefore = tokensMailedTo(customerName);
        Answer scheduled = consultant.post("/api/consultant/consultations", scheduleJson(customerName, planId));
        expect(scheduled, 200);
        String id = scheduled.body().path("id").asText();
        return new Invited(id, newToken(customerName, tokensBefore));
    }

    public String demoPlan() {
        return consultant
                .await(
                        "/api/consultant/plans",
                        BOUND,
                        answer -> answer.body().path("plans").size() > 0)
                .body()
                .at("/plans/0/id")
                .asText();
    }

    /** Sixty cents a second from the first one, far from the hold: one second is enough to be charged. @return its id */
    public String planByTheSecond() {
        return plan("By the second", 3_600, 0, 100_000);
    }

    /**
     * A plan in euros that counts each second, with the tax in its price.
     *
     * @param pricePerMinute in cents, as minimum and hold
     * @return its id
     */
    public String plan(String name, long pricePerMinute, long minimum, long hold) {
        Answer made = consultant.post("/api/consultant/plans", """
                {"name":"%s","currency":"EUR","pricePerMinute":%d,"stepSeconds":1,"freeSeconds":0,"minimum":%d,
                 "cap":null,"tax":{"label":"VAT","basisPoints":1900,"included":true},"hold":%d}
                """.formatted(name, pricePerMinute, minimum, hold));
        expect(made, 200);
        return made.body().path("id").asText();
    }

    /** The access code as it stands in the invitation. */
    public String codeMailed(Invited invited) {
        for (JsonNode mail : consultant.get("/api/consultant/outbox").body().path("mails")) {
            Matcher code = CODE.matcher(mail.path("text").asText());
            if (mail.path("text").asText().contains(invited.token()) && code.find()) {
                return code.group(1);
            }
        }
        throw new AssertionError("no invitation with a code in the outbox");
    }

    public static String scheduleJson(String customerName, String planId) {
        return """
                {"request":"%s","customerName":"%s","customerEmail":"%s","subject":"A slow computer","startsAt":"%s",
                 "plannedMinutes":30,"zone":"Europe/Berlin","language":"en","invitationHours":24,
                 "planId":"%s","greeting":"Hello"}""".formatted(
                        UUID.randomUUID(),
                        customerName,
                        mailOf(customerName),
                        Instant.now().plusSeconds(60),
                        planId);
    }

    /** The customer with the invitation opened. */
    public Api customer(Invited invited) {
        Api customer = new Api(server);
        expect(customer.post("/api/customer/exchange", "{\"secret\":\"" + invited.token() + "\"}"), 200);
        return customer;
    }

    /** The customer up to the card step. */
    public Api agreed(Invited invited) {
        Api customer = customer(invited);
        expect(
                customer.post(
                        "/api/customer/contact",
                        "{\"name\":\"Tom Reed\",\"email\":\"tom@example.org\",\"phone\":\"\",\"topic\":\"It is slow.\"}"),
                200);
        JsonNode offer = customer.get("/api/customer/view").part("appointment").path("offer");
        expect(
                customer.post(
                        "/api/customer/agree",
                        "{\"planHash\":\"" + offer.path("planHash").asText() + "\",\"termsHash\":\""
                                + offer.path("termsHash").asText() + "\",\"waiverAccepted\":true}"),
                200);
        return customer;
    }

    /** The same person may have been invited before: what counts is the mail that was not there yet. */
    private String newToken(String customerName, Set<String> tokensBefore) {
        Answer outbox = consultant.await(
                "/api/consultant/outbox", BOUND, answer -> !tokensBefore.containsAll(tokens(answer, customerName)));
        Set<String> tokens = tokens(outbox, customerName);
        tokens.removeAll(tokensBefore);
        return tokens.iterator().next();
    }

    private Set<String> tokensMailedTo(String customerName) {
        return tokens(consultant.get("/api/consultant/outbox"), customerName);
    }

    private static Set<String> tokens(Answer outbox, String customerName) {
        Set<String> tokens = new HashSet<>();
        for (JsonNode mail : outbox.body().path("mails")) {
            Matcher link = LINK.matcher(mail.path("text").asText());
            if (mail.path("to").asText().contains(mailOf(customerName)) && link.find()) {
                tokens.add(link.group(1));
            }
        }
        return tokens;
    }

    private static String mailOf(String customerName) {
        return customerName.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", ".") + "@example.org";
    }

    public static void expect(Answer answer, int status) {
        if (answer.status() != status) {
            throw new AssertionError("Expected " + status + " but got " + answer.status() + ": " + answer.text());
        }
    }
}
