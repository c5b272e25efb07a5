package org.connectme.payment.stripe;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.stripe.model.Account;
import com.stripe.model.Balance;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.Refund;
import com.stripe.model.SetupIntent;
import com.stripe.param.AccountRetrieveCurrentParams;
import com.stripe.param.BalanceRetrieveParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerSearchParams;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentIncrementAuthorizationParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.param.PaymentMethodDetachParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.SetupIntentCancelParams;
import com.stripe.param.SetupIntentCreateParams;
import com.stripe.param.SetupIntentListParams;
import com.stripe.param.SetupIntentRetrieveParams;
import com.stripe.param.SetupIntentUpdateParams;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.connectme.payment.stripe.Answer.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe does with requests: PaymentIntents, SetupIntents, refunds, customers and saved cards, in memory. The rules
 * are those of docs.stripe.com/api; where documentation is silent, what its test mode was reported to do. The caller
 * takes care that one request is executed at a time.
 */
final class Ledger {

    private static final Duration HOLD = Duration.ofDays(7);
    private static final Duration HOLD_OF_MERCHANT = Duration.ofDays(4).plusHours(18);
    private static final Set<String> OPEN =
            Set.of("requires_payment_method", "requires_confirmation", "requires_action", "requires_capture");

    static final class Intent {
        String id = "";
        String status = "";
        long amount;
        long captured;
        long refunds;
        String currency = "";
        String card = "";

        @Nullable
        String customer;

        @Nullable
        String receiptEmail;

        @Nullable
        String suffix;

        @Nullable
        String destination;

        @Nullable
        String onBehalfOf;

        @Nullable
        String cancellationReason;

        @Nullable
        JsonObject error;

        long fee;
        /** Of what was given back: what came from the seller's account, and what of it the platform gave. */
        long reversed;

        long feeGivenBack;
        boolean offSession;
        boolean incremental;
        boolean charged;
        Instant created = Instant.EPOCH;
        final Map<String, String> metadata = new LinkedHashMap<>();

        /** What is on the seller's own account in the end. */
        long paidOut() {
            return destination == null || captured == 0 ? 0 : captured - fee - (reversed - feeGivenBack);
        }

        Instant captureBefore() {
            return created.plus(offSession ? HOLD_OF_MERCHANT : HOLD);
        }
    }

    static final class Setup {
        String id = "";
        String status = "";
        String card = "";
        String method = "";

        @Nullable
        String customer;

        @Nullable
        String keptBy;

        @Nullable
        String onBehalfOf;

        @Nullable
        JsonObject error;

        Instant created = Instant.EPOCH;
        final Map<String, String> metadata = new LinkedHashMap<>();
    }

    private record Kept(String id, Instant created, Map<String, String> metadata) {}

    private record GivenBack(String id, String intent, long amount, Map<String, String> metadata) {}

    private final Supplier<Instant> clock;
    private final Map<String, Intent> intents = new LinkedHashMap<>();
    private final Map<String, Setup> setups = new LinkedHashMap<>();
    private final Map<String, Kept> customers = new LinkedHashMap<>();
    private final Map<String, GivenBack> refunds = new LinkedHashMap<>();
    private final Set<String> usedTokens = new java.util.HashSet<>();
    private final List<String> strangers = new CopyOnWriteArrayList<>();
    private int serial;

    /** Whether the account may raise holds. */
    volatile boolean raises;

    volatile long mostThatARaiseGets = 50_000;
    /** Whether it may search. */
    volatile boolean searches = true;
    /** How long it takes until search knows what was made. */
    volatile Duration searchLag = Duration.ofMinutes(1);
    /** Whether the account is activated. */
    volatile boolean chargesEnabled = true;
    /** Whether answers are of live mode. */
    volatile boolean live;
    /** Whether refunds fail. */
    volatile boolean refundsFail;

    Ledger(Supplier<Instant> clock) {
        this.clock = clock;
    }

    List<String> strangers() {
        return strangers;
    }

    synchronized Intent intent(String id) {
        return Optional.ofNullable(intents.get(id)).orElseThrow();
    }

    synchronized Setup setup(String id) {
        return Optional.ofNullable(setups.get(id)).orElseThrow();
    }

    /** Not declined, not given up. */
    synchronized List<Intent> of(String consultation) {
        return intents.values().stream()
                .filter(intent -> consultation.equals(intent.metadata.get("consultation")))
                .filter(intent -> intent.charged)
                .toList();
    }

    synchronized int intents() {
        return intents.size();
    }

    /** Something that another shop of the same account has made. */
    synchronized String foreign(String status, String currency) {
        Intent intent = new Intent();
        intent.id = id("pi");
        intent.created = clock.get();
        intent.currency = currency;
        intent.amount = 1200;
        intent.card = "pm_card_visa";
        intent.status = status;
        intent.captured = status.equals("succeeded") ? 1200 : 0;
        intent.charged = true;
        intents.put(intent.id, intent);
        return intent.id;
    }

    synchronized void expire() {
        intents.values().stream()
                .filter(intent -> intent.status.equals("requires_capture"))
                .filter(intent -> !intent.captureBefore().isAfter(clock.get()))
                .forEach(intent -> {
                    intent.status = "canceled";
                    intent.cancellationReason = "automatic";
                });
    }

    synchronized void cardholder(String reference, boolean confirms) {
        Intent intent = intents.get(reference);
        if (intent != null && intent.status.equals("requires_action")) {
            intent.status = confirms ? "requires_capture" : "requires_payment_method";
            intent.charged = confirms;
            intent.error = confirms ? null : TestCard.cardError("payment_intent_authentication_failure", "");
        }
        Setup setup = setups.get(reference);
        if (setup != null && setup.status.equals("requires_action")) {
            setup.status = confirms ? "succeeded" : "requires_payment_method";
            setup.keptBy = confirms ? setup.customer : null;
            setup.error = confirms ? null : TestCard.cardError("setup_intent_authentication_failure", "");
        }
    }

    synchronized Answer execute(Request request) {
        String route = request.method() + " " + request.path().replaceAll("/(pi|seti|pm|cus|re)_\\w+", "/ID");
        return switch (route) {
            case "POST /v1/payment_intents" -> {
                require(PaymentIntentCreateParams.class, request, "amount", "currency");
                yield create(request);
            }
            case "GET /v1/payment_intents" -> {
                require(PaymentIntentListParams.class, request);
                yield list(new ArrayList<>(intents.values()), request);
            }
            case "GET /v1/payment_intents/search" -> {
                require(PaymentIntentSearchParams.class, request, "query");
                yield search(
                        request,
                        found(
                                request,
                                intents.values().stream()
                                        .map(intent -> new Kept(intent.id, intent.created, intent.metadata))
                                        .toList()),
                        id -> json(intents.get(id), request, ""));
            }
            case "GET /v1/payment_intents/ID" -> {
                require(PaymentIntentRetrieveParams.class, request);
                yield say(PaymentIntent.class, json(known(request), request, ""));
            }
            case "POST /v1/payment_intents/ID" -> {
                require(PaymentIntentUpdateParams.class, request);
                yield update(request);
            }
            case "POST /v1/payment_intents/ID/capture" -> {
                require(PaymentIntentCaptureParams.class, request);
                yield capture(request);
            }
            case "POST /v1/payment_intents/ID/cancel" -> {
                require(PaymentIntentCancelParams.class, request);
                yield cancel(request);
            }
            case "POST /v1/payment_intents/ID/increment_authorization" -> {
                require(PaymentIntentIncrementAuthorizationParams.class, request, "amount");
                yield raise(request);
            }
            case "POST /v1/setup_intents" -> {
                require(SetupIntentCreateParams.class, request);
                yield save(request);
            }
            case "GET /v1/setup_intents" -> {
                require(SetupIntentListParams.class, request);
                yield listSetups(request);
            }
            case "GET /v1/setup_intents/ID" -> {
                require(SetupIntentRetrieveParams.class, request);
                yield say(SetupIntent.class, json(knownSetup(request), request, ""));
            }
            case "POST /v1/setup_intents/ID" -> {
                require(SetupIntentUpdateParams.class, request);
                Setup setup = knownSetup(request);
                setup.metadata.putAll(request.group("metadata"));
                yield say(SetupIntent.class, json(setup, request, ""));
            }
            case "POST /v1/setup_intents/ID/cancel" -> {
                require(SetupIntentCancelParams.class, request);
                yield cancelSetup(request);
            }
            case "POST /v1/payment_methods/ID/detach" -> {
                require(PaymentMethodDetachParams.class, request);
                yield detach(request);
            }
            case "POST /v1/customers" -> {
                require(CustomerCreateParams.class, request);
                Kept customer = new Kept(id("cus"), clock.get(), request.group("metadata"));
                customers.put(customer.id(), customer);
                yield say(Customer.class, json(customer));
            }
            case "GET /v1/customers/search" -> {
                require(CustomerSearchParams.class, request, "query");
                yield search(request, found(request, List.copyOf(customers.values())), id -> json(customers.get(id)));
            }
            case "POST /v1/refunds" -> {
                require(RefundCreateParams.class, request);
                yield refund(request);
            }
            case "GET /v1/refunds" -> {
                require(RefundListParams.class, request);
                yield listRefunds(request);
            }
            case "GET /v1/account" -> {
                require(AccountRetrieveCurrentParams.class, request);
                JsonObject account = object("acct_1Tests", "account");
                account.addProperty("charges_enabled", chargesEnabled);
                yield say(Account.class, account);
            }
            case "GET /v1/balance" -> {
                require(BalanceRetrieveParams.class, request);
                JsonObject balance = new JsonObject();
                balance.addProperty("object", "balance");
                balance.addProperty("livemode", live);
                yield say(Balance.class, balance);
            }
            default -> throw Refusal.early(404, "", "");
        };
    }

    private static void require(Class<?> params, Request request, String... required) {
        Shapes.unknownParameter(params, request.params()).ifPresent(name -> {
            throw Refusal.early(400, "parameter_unknown", name);
        });
        for (String name : required) {
            if (request.param(name).isEmpty()) {
                throw Refusal.early(400, "parameter_missing", name);
            }
        }
    }

    private Answer create(Request request) {
        Intent intent = new Intent();
        intent.amount = request.number("amount").orElseThrow();
        intent.currency = request.param("currency").orElseThrow();
        check(intent.amount, intent.currency);
        intent.id = id("pi");
        intent.created = clock.get();
        intent.metadata.putAll(request.group("metadata"));
        intent.customer = request.param("customer").orElse(null);
        intent.receiptEmail = request.param("receipt_email").orElse(null);
        intent.suffix = request.param("statement_descriptor_suffix").orElse(null);
        intent.destination = request.param("transfer_data[destination]").orElse(null);
        intent.onBehalfOf = request.param("on_behalf_of").orElse(null);
        intent.fee = request.number("application_fee_amount").orElse(0L);
        intent.offSession = request.param("off_session").filter("true"::equals).isPresent();
        if (intent.suffix != null && !intent.suffix.matches("(?=.*[A-Za-z])[^<>\\\\'\"*]{1,22}")) {
            throw Refusal.early(400, "", "statement_descriptor_suffix");
        }
        if (intent.fee > intent.amount || (intent.fee > 0 && intent.destination == null)) {
            throw Refusal.early(400, "", "application_fee_amount");
        }
        if (intent.offSession && request.param("use_stripe_sdk").isPresent()) {
            throw Refusal.early(400, "", "use_stripe_sdk");
        }
        intent.card = card(request, intent.customer);
        intent.status = "requires_payment_method";
        intents.put(intent.id, intent);
        intent.incremental = request.param("payment_method_options[card][request_incremental_authorization]")
                .filter("if_available"::equals)
                .isPresent();
        if (intent.incremental && !raises) {
            // A refused creation leaves its object.
            throw Refusal.late(400, "payment_intent_invalid_parameter", "");
        }
        return confirm(intent, request);
    }

    private Answer confirm(Intent intent, Request request) {
        TestCard card = TestCard.of(intent.card).orElseThrow();
        if (card.refusesHold()) {
            throw declined(intent, card.refusal(), request);
        }
        if (card.asks() && intent.offSession) {
            throw declined(intent, TestCard.cardError("authentication_required", "authentication_required"), request);
        }
        intent.status = card.asks() ? "requires_action" : "requires_capture";
        intent.charged = !card.asks();
        return say(PaymentIntent.class, json(intent, request, ""));
    }

    private Refusal declined(Intent intent, JsonObject error, Request request) {
        intent.error = error;
        JsonObject said = error.deepCopy();
        said.add("payment_intent", json(intent, request, ""));
        return Refusal.late(Answer.of(402, said));
    }

    /** The test card behind a payment method, a confirmation token or a saved card. */
    private String card(Request request, @Nullable String customer) {
        Optional<String> token = request.param("confirmation_token");
        if (token.isPresent()) {
            if (request.param("use_stripe_sdk").isPresent()
                    || request.param("payment_method").isPresent()) {
                throw Refusal.early(400, "", "confirmation_token");
            }
            if (!token.get().startsWith("ctoken_card_")) {
                throw Refusal.early(404, "resource_missing", "confirmation_token");
            }
            if (!usedTokens.add(token.get())) {
                throw Refusal.early(400, "payment_intent_confirmation_token_invalid", "confirmation_token");
            }
            return "pm_card_" + token.get().substring("ctoken_card_".length()).replaceAll("_n\\d+$", "");
        }
        String method = request.param("payment_method").orElse("");
        Optional<Setup> saved = setups.values().stream()
                .filter(setup -> setup.method.equals(method))
                .findFirst();
        if (saved.isPresent()) {
            if (saved.get().keptBy == null || !saved.get().keptBy.equals(customer)) {
                throw Refusal.early(400, "", "payment_method");
            }
            return saved.get().card;
        }
        if (TestCard.of(method).isEmpty()) {
            throw Refusal.early(404, "resource_missing", "payment_method");
        }
        return method;
    }

    private static void check(long amount, String currency) {
        if (!currency.matches("[a-z]{3}")) {
            throw Refusal.early(400, "", "currency");
        }
        if (amount < (currency.equals("huf") ? 17500 : currency.equals("gbp") ? 30 : 50)) {
            throw Refusal.early(400, "amount_too_small", "amount");
        }
        if (amount > 99_999_999) {
            throw Refusal.early(400, "amount_too_large", "amount");
        }
        if (Set.of("bhd", "jod", "kwd", "omr", "tnd").contains(currency) && amount % 10 != 0) {
            throw Refusal.early(400, "", "amount");
        }
    }

    private Answer update(Request request) {
        Intent intent = known(request);
        intent.metadata.putAll(request.group("metadata"));
        return say(PaymentIntent.class, json(intent, request, ""));
    }

    private Answer capture(Request request) {
        Intent intent = known(request);
        if (!intent.status.equals("requires_capture")) {
            throw Refusal.late(400, Api.WRONG_STATE, "");
        }
        long amount = request.number("amount_to_capture").orElse(intent.amount);
        if (amount < 1 || amount > intent.amount) {
            throw Refusal.late(400, "amount_too_large", "amount_to_capture");
        }
        request.number("application_fee_amount").ifPresent(fee -> {
            if (fee > amount || intent.destination == null) {
                throw Refusal.late(400, "", "application_fee_amount");
            }
            intent.fee = fee;
        });
        intent.metadata.putAll(request.group("metadata"));
        intent.captured = amount;
        intent.status = "succeeded";
        return say(PaymentIntent.class, json(intent, request, ""));
    }

    private Answer cancel(Request request) {
        Intent intent = known(request);
        if (!OPEN.contains(intent.status)) {
            throw Refusal.late(400, Api.WRONG_STATE, "");
        }
        intent.status = "canceled";
        return say(PaymentIntent.class, json(intent, request, ""));
    }

    private Answer raise(Request request) {
        Intent intent = known(request);
        if (!intent.incremental) {
            throw Refusal.late(400, "payment_intent_invalid_parameter", "");
        }
        if (!intent.status.equals("requires_capture")) {
            throw Refusal.late(400, Api.WRONG_STATE, "");
        }
        long total = request.number("amount").orElseThrow();
        if (total <= intent.amount) {
            throw Refusal.late(400, "", "amount");
        }
        if (total > mostThatARaiseGets) {
            JsonObject error = TestCard.cardError("card_declined", "insufficient_funds");
            throw Refusal.late(Answer.of(402, error));
        }
        intent.amount = total;
        return say(PaymentIntent.class, json(intent, request, ""));
    }

    private Answer refund(Request request) {
        Intent intent = Optional.ofNullable(
                        intents.get(request.param("payment_intent").orElse("")))
                .orElseThrow(() -> Refusal.early(404, "resource_missing", "payment_intent"));
        if (!intent.status.equals("succeeded")) {
            throw Refusal.late(400, "", "");
        }
        long amount = request.number("amount").orElse(intent.captured - intent.refunds);
        if (intent.refunds == intent.captured) {
            throw Refusal.late(400, "charge_already_refunded", "");
        }
        if (amount < 1 || amount > intent.captured - intent.refunds) {
            throw Refusal.late(400, "", "amount");
        }
        if (request.param("refund_application_fee").isPresent() && intent.fee == 0) {
            throw Refusal.late(400, "", "refund_application_fee");
        }
        if (request.param("reverse_transfer").isPresent() && intent.destination == null) {
            throw Refusal.late(400, "", "reverse_transfer");
        }
        GivenBack refund = new GivenBack(id("re"), intent.id, amount, request.group("metadata"));
        if (!refundsFail) {
            refunds.put(refund.id(), refund);
            intent.refunds += amount;
            intent.reversed += request.param("reverse_transfer").isPresent() ? amount : 0;
            intent.feeGivenBack +=
                    request.param("refund_application_fee").isPresent() ? intent.fee * amount / intent.captured : 0;
        }
        return say(Refund.class, json(refund, request));
    }

    private Answer save(Request request) {
        Setup setup = new Setup();
        setup.id = id("seti");
        setup.created = clock.get();
        setup.metadata.putAll(request.group("metadata"));
        setup.customer = request.param("customer").orElse(null);
        if (setup.customer != null && !customers.containsKey(setup.customer)) {
            throw Refusal.early(404, "resource_missing", "customer");
        }
        setup.onBehalfOf = request.param("on_behalf_of").orElse(null);
        setup.card = card(request, setup.customer);
        setup.method = id("pm");
        setup.status = "requires_payment_method";
        setups.put(setup.id, setup);
        TestCard card = TestCard.of(setup.card).orElseThrow();
        if (card.refusesSaving()) {
            setup.error = card.refusal();
            JsonObject said = setup.error.deepCopy();
            said.add("setup_intent", json(setup, request, ""));
            throw Refusal.late(Answer.of(402, said));
        }
        setup.status = card.asks() ? "requires_action" : "succeeded";
        setup.keptBy = card.asks() ? null : setup.customer;
        return say(SetupIntent.class, json(setup, request, ""));
    }

    private Answer cancelSetup(Request request) {
        Setup setup = knownSetup(request);
        if (!OPEN.contains(setup.status)) {
            throw Refusal.late(400, "setup_intent_unexpected_state", "");
        }
        setup.status = "canceled";
        return say(SetupIntent.class, json(setup, request, ""));
    }

    private Answer detach(Request request) {
        Setup setup = setups.values().stream()
                .filter(saved -> saved.method.equals(request.part(3)))
                .findFirst()
                .orElseThrow(() -> Refusal.early(404, "resource_missing", "payment_method"));
        if (setup.keptBy == null) {
            throw Refusal.late(400, "", "");
        }
        setup.keptBy = null;
        return say(PaymentMethod.class, method(setup));
    }

    private Answer list(List<Intent> all, Request request) {
        Collections.reverse(all);
        List<Intent> matching =
                all.stream().filter(intent -> within(intent.created, request)).toList();
        List<Intent> page = page(matching.stream().map(intent -> intent.id).toList(), request).stream()
                .map(intents::get)
                .toList();
        JsonArray data = new JsonArray();
        page.forEach(intent -> data.add(checked(PaymentIntent.class, json(intent, request, "data."))));
        return collection(
                data,
                request,
                !page.isEmpty() && !page.get(page.size() - 1).id.equals(matching.get(matching.size() - 1).id));
    }

    private Answer listSetups(Request request) {
        List<Setup> all = new ArrayList<>(setups.values());
        Collections.reverse(all);
        List<Setup> matching = all.stream()
                .filter(setup -> within(setup.created, request))
                .filter(setup -> request.param("customer")
                        .map(customer -> customer.equals(setup.customer))
                        .orElse(true))
                .toList();
        List<Setup> page = page(matching.stream().map(setup -> setup.id).toList(), request).stream()
                .map(setups::get)
                .toList();
        JsonArray data = new JsonArray();
        page.forEach(setup -> data.add(checked(SetupIntent.class, json(setup, request, "data."))));
        return collection(
                data,
                request,
                !page.isEmpty() && !page.get(page.size() - 1).id.equals(matching.get(matching.size() - 1).id));
    }

    private Answer listRefunds(Request request) {
        JsonArray data = new JsonArray();
        refunds.values().stream()
                .filter(refund ->
                        refund.intent().equals(request.param("payment_intent").orElse(refund.intent())))
                .forEach(refund -> data.add(checked(Refund.class, json(refund, request))));
        return collection(data, request, false);
    }

    private static boolean within(Instant created, Request request) {
        long second = created.getEpochSecond();
        return request.number("created[gte]").map(since -> second >= since).orElse(true)
                && request.number("created[lt]").map(until -> second < until).orElse(true);
    }

    private static List<String> page(List<String> ids, Request request) {
        int from = request.param("starting_after").map(ids::indexOf).orElse(-1) + 1;
        int limit = request.number("limit").orElse(10L).intValue();
        if (limit < 1 || limit > 100) {
            throw Refusal.early(400, "parameter_invalid_integer", "limit");
        }
        return ids.subList(from, Math.min(from + limit, ids.size()));
    }

    private static Answer collection(JsonArray data, Request request, boolean more) {
        JsonObject list = new JsonObject();
        list.addProperty("object", "list");
        list.addProperty("url", request.path());
        list.addProperty("has_more", more);
        list.add("data", data);
        return Answer.ok(list);
    }

    private List<String> found(Request request, List<Kept> all) {
        if (!searches) {
            throw Refusal.early(400, "", "");
        }
        String query = request.param("query").orElseThrow();
        if (!query.matches("metadata\\[\"operation\"]:\"[^\"]+\"")) {
            throw Refusal.early(400, "", "query");
        }
        String wanted = query.substring(query.lastIndexOf(':') + 2, query.length() - 1);
        return all.stream()
                .filter(kept -> wanted.equals(kept.metadata().get("operation")))
                .filter(kept -> !kept.created().isAfter(clock.get().minus(searchLag)))
                .map(Kept::id)
                .toList();
    }

    private static Answer search(
            Request request, List<String> ids, java.util.function.Function<String, JsonObject> render) {
        JsonArray data = new JsonArray();
        ids.forEach(id -> data.add(render.apply(id)));
        JsonObject result = new JsonObject();
        result.addProperty("object", "search_result");
        result.addProperty("url", request.path());
        result.addProperty("has_more", false);
        result.add("next_page", JsonNull.INSTANCE);
        result.add("data", data);
        return Answer.ok(result);
    }

    private Intent known(Request request) {
        return Optional.ofNullable(intents.get(request.part(3)))
                .orElseThrow(() -> Refusal.early(404, "resource_missing", "intent"));
    }

    private Setup knownSetup(Request request) {
        return Optional.ofNullable(setups.get(request.part(3)))
                .orElseThrow(() -> Refusal.early(404, "resource_missing", "setup_intent"));
    }

    private String id(String kind) {
        serial++;
        return kind + "_3Test" + serial;
    }

    private Answer say(Class<?> model, JsonObject object) {
        return Answer.ok(checked(model, object));
    }

    private JsonObject checked(Class<?> model, JsonObject object) {
        strangers.addAll(Shapes.strangers(model, object));
        return object;
    }

    private static JsonObject object(String id, String kind) {
        JsonObject object = new JsonObject();
        object.addProperty("id", id);
        object.addProperty("object", kind);
        return object;
    }

    JsonObject json(Intent intent, Request request, String prefix) {
        JsonObject json = object(intent.id, "payment_intent");
        json.addProperty("amount", intent.amount);
        json.addProperty("amount_capturable", intent.status.equals("requires_capture") ? intent.amount : 0);
        json.addProperty("amount_received", intent.captured);
        json.addProperty("capture_method", "manual");
        json.addProperty("client_secret", intent.id + "_secret_ofTheCardholder");
        json.addProperty("confirmation_method", "automatic");
        json.addProperty("created", intent.created.getEpochSecond());
        json.addProperty("currency", intent.currency);
        json.addProperty("livemode", live);
        json.addProperty("status", intent.status);
        json.addProperty("customer", intent.customer);
        json.addProperty("receipt_email", intent.receiptEmail);
        json.addProperty("statement_descriptor_suffix", intent.suffix);
        json.addProperty("on_behalf_of", intent.onBehalfOf);
        json.addProperty("cancellation_reason", intent.cancellationReason);
        json.add("metadata", metadata(intent.metadata));
        json.add("last_payment_error", intent.error);
        if (intent.fee > 0) {
            json.addProperty("application_fee_amount", intent.fee);
        }
        if (intent.destination != null) {
            JsonObject transfer = new JsonObject();
            transfer.addProperty("destination", intent.destination);
            json.add("transfer_data", transfer);
        }
        if (intent.status.equals("requires_action")) {
            JsonObject next = new JsonObject();
            next.addProperty("type", "use_stripe_sdk");
            json.add("next_action", next);
        }
        if (intent.charged) {
            String charge = intent.id.replace("pi_", "ch_");
            if (request.expands(prefix + "latest_charge") || request.expands(prefix + "payment_intent.latest_charge")) {
                json.add("latest_charge", charge(intent, charge));
            } else {
                json.addProperty("latest_charge", charge);
            }
        }
        return json;
    }

    private JsonObject charge(Intent intent, String id) {
        JsonObject charge = object(id, "charge");
        charge.addProperty("amount", intent.amount);
        charge.addProperty("amount_captured", intent.captured);
        // What is set free counts as refunded too.
        boolean over = intent.status.equals("succeeded") || intent.status.equals("canceled");
        charge.addProperty("amount_refunded", over ? intent.amount - intent.captured + intent.refunds : 0);
        charge.addProperty("captured", intent.status.equals("succeeded"));
        JsonObject card = new JsonObject();
        TestCard used = TestCard.of(intent.card).orElseThrow();
        card.addProperty("brand", used.brand());
        card.addProperty("last4", used.lastFour());
        card.addProperty("capture_before", intent.captureBefore().getEpochSecond());
        JsonObject details = new JsonObject();
        details.addProperty("type", "card");
        details.add("card", card);
        charge.add("payment_method_details", details);
        return charge;
    }

    private JsonObject json(Setup setup, Request request, String prefix) {
        JsonObject json = object(setup.id, "setup_intent");
        json.addProperty("status", setup.status);
        json.addProperty("client_secret", setup.id + "_secret_ofTheCardholder");
        json.addProperty("created", setup.created.getEpochSecond());
        json.addProperty("customer", setup.customer);
        json.addProperty("on_behalf_of", setup.onBehalfOf);
        json.addProperty("usage", "off_session");
        json.add("metadata", metadata(setup.metadata));
        json.add("last_setup_error", setup.error);
        if (request.expands(prefix + "payment_method")) {
            json.add("payment_method", method(setup));
        } else {
            json.addProperty("payment_method", setup.method);
        }
        return json;
    }

    private static JsonObject method(Setup setup) {
        TestCard used = TestCard.of(setup.card).orElseThrow();
        JsonObject card = new JsonObject();
        card.addProperty("brand", used.brand());
        card.addProperty("last4", used.lastFour());
        card.addProperty("exp_month", 12);
        card.addProperty("exp_year", 2034);
        JsonObject method = object(setup.method, "payment_method");
        method.addProperty("type", "card");
        method.addProperty("customer", setup.keptBy);
        method.add("card", card);
        return method;
    }

    private static JsonObject json(Kept customer) {
        JsonObject json = object(customer.id(), "customer");
        json.addProperty("created", customer.created().getEpochSecond());
        json.add("metadata", metadata(customer.metadata()));
        return json;
    }

    private JsonObject json(GivenBack refund, Request request) {
        JsonObject json = object(refund.id(), "refund");
        json.addProperty("amount", refund.amount());
        json.addProperty("status", refundsFail ? "failed" : "succeeded");
        json.add("metadata", metadata(refund.metadata()));
        if (request.expands("payment_intent.latest_charge")) {
            json.add("payment_intent", json(intents.get(refund.intent()), request, ""));
        } else {
            json.addProperty("payment_intent", refund.intent());
        }
        return json;
    }

    private static JsonObject metadata(Map<String, String> pairs) {
        JsonObject metadata = new JsonObject();
        pairs.forEach(metadata::addProperty);
        return metadata;
    }
}
