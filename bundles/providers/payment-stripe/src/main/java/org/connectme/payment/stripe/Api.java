package org.connectme.payment.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeError;
import com.stripe.net.RequestOptions;
import com.stripe.service.V1Services;
import java.util.Optional;
import java.util.function.Function;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Outcome.Declined;
import org.connectme.payment.spi.Outcome.Done;
import org.connectme.payment.spi.Outcome.NotExecuted;
import org.connectme.payment.spi.Outcome.Rejected;
import org.connectme.payment.spi.Outcome.Unknown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Stripe, and says what became of it: docs.stripe.com/error-low-level, docs.stripe.com/api/idempotent_requests.
 *
 * <p>A refusal by the rate limiter or of the key comes before anything is executed. Every 5xx is unknown, with or without
 * {@code Stripe-Should-Retry}: that header says whether to ask again, not what was done. So is a 409, with which another
 * request with the same key is still under way.
 */
final class Api {

    /** Of a Rejected operation whose key was used with other parameters. */
    static final String OTHER_PARAMETERS = "idempotency_error";

    /** Of an Unknown operation: Stripe has recorded a failure of its own under this key, and repeats it for a day. */
    static final String RECORDED_FAILURE = "recorded-failure";

    /** Of a Rejected operation for which the payment is in the wrong state. */
    static final String WRONG_STATE = "payment_intent_unexpected_state";

    private static final Logger logger = LoggerFactory.getLogger(Api.class);

    /** One request. */
    @FunctionalInterface
    interface Request<T> {
        T send(V1Services stripe) throws StripeException;
    }

    private final StripeClient client;

    Api(Settings settings, Transport transport) {
        this.client = StripeClient.builder()
                .setApiKey(settings.secretKey())
                .setApiBase(settings.baseUrl().toString())
                .setConnectTimeout((int) transport.toConnect().toMillis())
                .setReadTimeout((int) transport.toAnswer().toMillis())
                .setMaxNetworkRetries(0)
                .setHttpClient(transport)
                .build();
    }

    static RequestOptions once(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    <T> Outcome<T> ask(Request<T> request) {
        try {
            return new Done<>(request.send(client.v1()));
        } catch (Transport.NeverSent e) {
            return new NotExecuted<>("no-connection");
        } catch (ApiConnectionException e) {
            return new Unknown<>("no-answer");
        } catch (ApiException e) {
            return unexpected(e);
        } catch (StripeException e) {
            return refused(e);
        } catch (RuntimeException e) {
            // stripe-java's parser, or ours, on an answer that is not of the published shape. It is not quoted.
            logger.warn("Stripe's answer could not be read: {}", e.getClass().getName());
            return new Unknown<>("unreadable-answer");
        }
    }

    private static <T> Outcome<T> unexpected(ApiException e) {
        int status = Optional.ofNullable(e.getStatusCode()).orElse(0);
        boolean recorded = status >= 500
                && header(e, "Idempotent-Replayed").filter("true"::equals).isPresent();
        if (status < 300) {
            logger.warn("Stripe's answer to request {} could not be read", e.getRequestId());
            return new Unknown<>("unreadable-answer");
        }
        logger.warn("Stripe answered {} to request {}", status, e.getRequestId());
        return new Unknown<>(recorded ? RECORDED_FAILURE : "http-" + status);
    }

    private static <T> Outcome<T> refused(StripeException e) {
        int status = Optional.ofNullable(e.getStatusCode()).orElse(0);
        String code = code(e);
        switch (status) {
            case 401, 403 -> {
                logger.error(
                        "Stripe refuses what the configured key asks: {} {}, request {}. It is asked again when there is a better key",
                        status,
                        code,
                        e.getRequestId());
                return new NotExecuted<>("http-" + status);
            }
            case 429 -> {
                return new NotExecuted<>(code);
            }
            case 400, 402, 404 -> {
                if (header(e, "Stripe-Should-Retry").filter("true"::equals).isPresent()) {
                    return new NotExecuted<>(code);
                }
                logger.info("Stripe refused request {}: {} {}", e.getRequestId(), status, code);
                // A hold that ran out is nothing that another card would change.
                boolean byCard =
                        e instanceof CardException && e.getStripeError() != null && !code.startsWith("capture_");
                return byCard ? new Declined<>(Declines.of(e.getStripeError())) : new Rejected<>(code);
            }
            default -> {
                logger.warn("Stripe answered {} {} to request {}", status, code, e.getRequestId());
                return new Unknown<>("http-" + status);
            }
        }
    }

    /** Stripe's name of what was wrong; never its message, which may quote what was sent. */
    private static String code(StripeException e) {
        return Optional.ofNullable(e.getStripeError())
                .flatMap(error -> Optional.ofNullable(error.getCode())
                        .or(() -> Optional.ofNullable(error.getParam()).map(param -> "invalid-" + param))
                        .or(() -> Optional.ofNullable(error.getType())))
                .filter(code -> code.matches("[A-Za-z0-9_\\[\\]-]{1,100}"))
                .orElse("http-" + e.getStatusCode());
    }

    private static Optional<String> header(StripeException e, String name) {
        return Optional.ofNullable(e.getStripeError())
                .map(StripeError::getLastResponse)
                .flatMap(response -> response.headers().firstValue(name));
    }

    /** What follows from a Done; everything else stays as it is. */
    static <A, B> Outcome<B> then(Outcome<A> outcome, Function<A, Outcome<B>> next) {
        if (outcome instanceof Done<A> done) {
            return next.apply(done.value());
        }
        if (outcome instanceof Declined<A> declined) {
            return new Declined<>(declined.reason());
        }
        if (outcome instanceof Rejected<A> rejected) {
            return new Rejected<>(rejected.code());
        }
        if (outcome instanceof NotExecuted<A> notExecuted) {
            return new NotExecuted<>(notExecuted.code());
        }
        return new Unknown<>(((Unknown<A>) outcome).code());
    }

    /** Of a question that is asked before the operation itself: without an answer nothing was done. */
    static <T> Outcome<T> beforehand(Outcome<T> outcome) {
        return outcome instanceof Unknown<T> unknown ? new NotExecuted<>(unknown.code()) : outcome;
    }

    static boolean isRejected(Outcome<?> outcome, String code) {
        return outcome instanceof Rejected<?> rejected && rejected.code().equals(code);
    }

    static boolean isRecordedFailure(Outcome<?> outcome) {
        return outcome instanceof Unknown<?> unknown && unknown.code().equals(RECORDED_FAILURE);
    }
}
