package org.connectme.payment.stripe;

import com.stripe.model.Customer;
import com.stripe.model.HasId;
import com.stripe.model.PaymentIntent;
import com.stripe.model.SetupIntent;
import com.stripe.model.StripeCollection;
import com.stripe.model.StripeSearchResult;
import com.stripe.param.CustomerSearchParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.SetupIntentListParams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe has in its books. Lists are exact and see what was done a second ago, but know only when something was
 * made; search knows metadata, but lags: mostly for seconds, at times for minutes, and by Stripe's word for up to an hour
 * when it is unwell. So the last hours are listed, and what is older is searched for.
 */
final class Books {

    private static final Duration RECENT = Duration.ofHours(6);
    private static final long PAGE = 100;
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(18);
    private static final Pattern CURSOR = Pattern.compile("(pi|seti):(\\w{0,190})");

    private final Api api;
    private final Clock clock;

    Books(Api api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** @return the reference of what an operation has made; Done(empty) only if it certainly made nothing */
    Outcome<Optional<String>> locate(String operation) {
        long deadline = System.nanoTime() + LONGEST_SEARCH.toNanos();
        long since = clock.instant().minus(RECENT).getEpochSecond();
        return orElse(
                walk(
                        deadline,
                        last -> intents(since, null, last),
                        intent -> match(intent, operation),
                        PaymentIntent::getId),
                () -> orElse(
                        walk(
                                deadline,
                                last -> cards(since, null, last),
                                card -> match(card, operation),
                                SetupIntent::getId),
                        () -> orElse(searchIntents(operation), () -> searchCards(operation))));
    }

    private Outcome<Optional<String>> searchIntents(String operation) {
        PaymentIntentSearchParams params =
                PaymentIntentSearchParams.builder().setQuery(query(operation)).build();
        Outcome<StripeSearchResult<PaymentIntent>> found =
                api.ask(stripe -> whole(stripe.paymentIntents().search(params)));
        return Api.then(
                unknownIfRefused(found),
                result -> new Outcome.Done<>(result.getData().stream()
                        .filter(intent -> match(intent, operation))
                        .map(PaymentIntent::getId)
                        .findFirst()));
    }

    /** Saved cards cannot be searched for, but their customers can. */
    private Outcome<Optional<String>> searchCards(String operation) {
        CustomerSearchParams params =
                CustomerSearchParams.builder().setQuery(query(operation)).build();
        Outcome<StripeSearchResult<Customer>> found =
                api.ask(stripe -> whole(stripe.customers().search(params)));
        return Api.then(unknownIfRefused(found), result -> {
            Outcome<Optional<String>> card = new Outcome.Done<>(Optional.empty());
            for (Customer customer : result.getData()) {
                card = orElse(card, () -> ofCustomer(customer.getId(), operation));
            }
            return card;
        });
    }

    private Outcome<Optional<String>> ofCustomer(String customer, String operation) {
        SetupIntentListParams params = SetupIntentListParams.builder()
                .setCustomer(customer)
                .setLimit(PAGE)
                .build();
        return Api.then(
                api.ask(stripe -> whole(stripe.setupIntents().list(params)).getData()),
                cards -> new Outcome.Done<>(cards.stream()
                        .filter(card -> match(card, operation))
                        .map(SetupIntent::getId)
                        .findFirst()));
    }

    private static String query(String operation) {
        return "metadata[\"" + StripeProvider.OPERATION + "\"]:\"" + operation + "\"";
    }

    /** Not every account may search; then nobody knows. */
    private static <T> Outcome<T> unknownIfRefused(Outcome<T> found) {
        return found instanceof Outcome.Done<T> ? found : new Outcome.Unknown<>("search-not-possible");
    }

    /**
     * One page of what was made in a span of time: first all holds, then all saved cards. Stripe counts in whole seconds.
     */
    Outcome<Statement> page(Instant from, Instant to, Optional<String> cursor) {
        Matcher position = CURSOR.matcher(cursor.orElse("pi:"));
        if (!position.matches()) {
            return new Outcome.Rejected<>("no-such-cursor");
        }
        long since = upwards(from);
        long until = upwards(to);
        String last = position.group(2).isEmpty() ? null : position.group(2);
        if (position.group(1).equals("pi")) {
            return Api.then(
                    intents(since, until, last),
                    page -> new Outcome.Done<>(new Statement(
                            lines(page.getData(), Books::line),
                            Optional.of(next(page, "pi:", PaymentIntent::getId).orElse("seti:")))));
        }
        return Api.then(
                cards(since, until, last),
                page -> new Outcome.Done<>(
                        new Statement(lines(page.getData(), Books::line), next(page, "seti:", SetupIntent::getId))));
    }

    private static <T> List<Statement.Line> lines(List<T> page, Function<T, Optional<Statement.Line>> line) {
        return page.stream().map(line).flatMap(Optional::stream).toList();
    }

    private static Optional<Statement.Line> line(PaymentIntent intent) {
        return Cards.payment(Cards.sound(intent))
                .map(payment -> new Statement.Line(
                        payment,
                        metadata(intent.getMetadata(), StripeProvider.CONSULTATION),
                        metadata(intent.getMetadata(), StripeProvider.OPERATION),
                        Instant.ofEpochSecond(intent.getCreated())));
    }

    private static Optional<Statement.Line> line(SetupIntent card) {
        return Cards.payment(Cards.sound(card))
                .map(payment -> new Statement.Line(
                        payment,
                        metadata(card.getMetadata(), StripeProvider.CONSULTATION),
                        metadata(card.getMetadata(), StripeProvider.OPERATION),
                        Instant.ofEpochSecond(card.getCreated())));
    }

    private static <T extends HasId> Optional<String> next(
            StripeCollection<T> page, String kind, Function<T, String> id) {
        return Boolean.TRUE.equals(page.getHasMore()) && !page.getData().isEmpty()
                ? Optional.of(kind + id.apply(page.getData().get(page.getData().size() - 1)))
                : Optional.empty();
    }

    private Outcome<StripeCollection<PaymentIntent>> intents(long since, @Nullable Long until, @Nullable String after) {
        PaymentIntentListParams.Created.Builder created =
                PaymentIntentListParams.Created.builder().setGte(since);
        if (until != null) {
            created.setLt(until);
        }
        PaymentIntentListParams.Builder params = PaymentIntentListParams.builder()
                .setCreated(created.build())
                .setLimit(PAGE)
                .addExpand("data.latest_charge");
        if (after != null) {
            params.setStartingAfter(after);
        }
        return api.ask(stripe -> whole(stripe.paymentIntents().list(params.build())));
    }

    private Outcome<StripeCollection<SetupIntent>> cards(long since, @Nullable Long until, @Nullable String after) {
        SetupIntentListParams.Created.Builder created =
                SetupIntentListParams.Created.builder().setGte(since);
        if (until != null) {
            created.setLt(until);
        }
        SetupIntentListParams.Builder params = SetupIntentListParams.builder()
                .setCreated(created.build())
                .setLimit(PAGE)
                .addExpand("data.payment_method");
        if (after != null) {
            params.setStartingAfter(after);
        }
        return api.ask(stripe -> whole(stripe.setupIntents().list(params.build())));
    }

    private static <T extends HasId> StripeCollection<T> whole(StripeCollection<T> page) {
        Objects.requireNonNull(page.getData(), "A list has data");
        return page;
    }

    private static <T extends HasId> StripeSearchResult<T> whole(StripeSearchResult<T> page) {
        Objects.requireNonNull(page.getData(), "A result has data");
        return page;
    }

    /** Page by page until one matches. */
    private static <T extends HasId> Outcome<Optional<String>> walk(
            long deadline,
            Function<@Nullable String, Outcome<StripeCollection<T>>> page,
            Function<T, Boolean> matches,
            Function<T, String> id) {
        String last = null;
        while (true) {
            Outcome<StripeCollection<T>> turned = page.apply(last);
            if (!(turned instanceof Outcome.Done<StripeCollection<T>> done)) {
                return Api.then(turned, nothing -> new Outcome.Unknown<>("unreadable-answer"));
            }
            List<T> data = done.value().getData();
            Optional<String> found =
                    data.stream().filter(matches::apply).map(id).findFirst();
            if (found.isPresent()
                    || data.isEmpty()
                    || !Boolean.TRUE.equals(done.value().getHasMore())) {
                return new Outcome.Done<>(found);
            }
            if (System.nanoTime() > deadline) {
                return new Outcome.Unknown<>("too-many-to-search");
            }
            last = id.apply(data.get(data.size() - 1));
        }
    }

    private interface Next {
        Outcome<Optional<String>> look();
    }

    private static Outcome<Optional<String>> orElse(Outcome<Optional<String>> first, Next next) {
        return Api.then(first, found -> found.isPresent() ? new Outcome.Done<>(found) : next.look());
    }

    private static boolean match(PaymentIntent intent, String operation) {
        return metadata(intent.getMetadata(), StripeProvider.OPERATION)
                .filter(operation::equals)
                .isPresent();
    }

    private static boolean match(SetupIntent card, String operation) {
        return metadata(card.getMetadata(), StripeProvider.OPERATION)
                .filter(operation::equals)
                .isPresent();
    }

    private static Optional<String> metadata(@Nullable Map<String, String> metadata, String name) {
        return Optional.ofNullable(metadata).map(known -> known.get(name)).filter(value -> !value.isEmpty());
    }

    private static long upwards(Instant instant) {
        return instant.getNano() == 0 ? instant.getEpochSecond() : instant.getEpochSecond() + 1;
    }
}
