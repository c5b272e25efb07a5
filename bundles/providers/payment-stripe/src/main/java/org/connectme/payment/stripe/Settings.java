package org.connectme.payment.stripe;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The configuration, understood.
 *
 * @param testSecretKey  beside a live one, to rehearse with
 * @param webhookSecrets several while one is being replaced
 * @param minimums       in minor units, by currency
 * @param sellers        accounts by seller
 * @param feePercent     the platform's share
 */
record Settings(
        String secretKey,
        Optional<String> testSecretKey,
        String publishableKey,
        List<String> webhookSecrets,
        URI baseUrl,
        boolean raise,
        int statementLength,
        Map<String, Long> minimums,
        Map<String, String> sellers,
        BigDecimal feePercent,
        boolean onBehalfOf) {

    private static final Pattern SECRET = Pattern.compile("(sk|rk)_(test|live)_\\w{4,250}");
    private static final Pattern PUBLISHABLE = Pattern.compile("pk_(test|live)_\\w{4,250}");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    /** A setting that cannot be used. The message names it and never says what it is. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }

    /** @return empty while there is no secret key, which is how Stripe is switched off */
    static Optional<Settings> of(StripeConfig config) throws Unusable {
        String secret = config._secret_key().strip();
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        String publishable = config.publishable_key().strip();
        if (!SECRET.matcher(secret).matches()) {
            throw new Unusable(".secret.key is no secret key: it begins with sk_test_, sk_live_, rk_test_ or rk_live_");
        }
        if (!PUBLISHABLE.matcher(publishable).matches()) {
            throw new Unusable("publishable.key is no publishable key: it begins with pk_test_ or pk_live_");
        }
        if (isTest(secret) != isTest(publishable)) {
            throw new Unusable("One of .secret.key and publishable.key is for tests, the other is not");
        }
        return Optional.of(new Settings(
                secret,
                testKey(config._test_secret_key().strip(), secret),
                publishable,
                list(config._webhook_secrets()),
                baseUrl(config.base_url().strip()),
                config.raise(),
                Math.min(Math.max(config.statement_length(), 0), 18),
                minimums(config.minimums()),
                sellers(config.sellers()),
                feePercent(config.fee_percent().strip()),
                config.on_behalf_of()));
    }

    private static Optional<String> testKey(String key, String secret) throws Unusable {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        if (!SECRET.matcher(key).matches() || !isTest(key)) {
            throw new Unusable(".test.secret.key is no test key: it begins with sk_test_ or rk_test_");
        }
        return isTest(secret) ? Optional.empty() : Optional.of(key);
    }

    /** The same with the test key. Sellers' accounts are of the other mode, and nobody calls. */
    Optional<Settings> rehearsal() {
        return testSecretKey.map(key -> new Settings(
                key,
                Optional.empty(),
                publishableKey,
                List.of(),
                baseUrl,
                raise,
                statementLength,
                minimums,
                Map.of(),
                feePercent,
                false));
    }

    /** No real money moves. */
    boolean test() {
        return isTest(secretKey);
    }

    private static boolean isTest(String key) {
        return key.startsWith("_test_", 2);
    }

    private static URI baseUrl(String text) throws Unusable {
        try {
            URI url = URI.create(text.replaceAll("/+$", ""));
            boolean near = "http".equals(url.getScheme()) && LOOPBACK.contains(String.valueOf(url.getHost()));
            if (url.getHost() != null && ("https".equals(url.getScheme()) || near)) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new Unusable("base.url is no address");
        }
        // The key travels with each call.
        throw new Unusable("base.url must be https; http is for this machine only");
    }

    private static Map<String, Long> minimums(String text) throws Unusable {
        Map<String, Long> minimums = new LinkedHashMap<>();
        for (Map.Entry<String, String> pair : pairs(text, "minimums").entrySet()) {
            if (!pair.getKey().matches("[A-Z]{3}") || !pair.getValue().matches("[1-9][0-9]{0,6}")) {
                throw new Unusable("minimums must read like EUR=50,USD=100");
            }
            minimums.put(pair.getKey(), Long.valueOf(pair.getValue()));
        }
        return Map.copyOf(minimums);
    }

    private static Map<String, String> sellers(String text) throws Unusable {
        Map<String, String> sellers = pairs(text, "sellers");
        if (!sellers.values().stream().allMatch(account -> account.matches("acct_\\w{1,100}"))) {
            throw new Unusable("sellers must read like SELLER=acct_1,OTHER=acct_2");
        }
        return Map.copyOf(sellers);
    }

    private static BigDecimal feePercent(String text) throws Unusable {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,4})?")
                || new BigDecimal(text).compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new Unusable("fee.percent must be a number from 0 to 100");
        }
        return new BigDecimal(text);
    }

    private static Map<String, String> pairs(String text, String setting) throws Unusable {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : list(text)) {
            int equals = pair.indexOf('=');
            if (equals < 1 || equals == pair.length() - 1) {
                throw new Unusable(setting + " must be a list of NAME=VALUE, separated by commas");
            }
            pairs.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return pairs;
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toUnmodifiableList());
    }

    /** Nothing of it: half of it is secret. */
    @Override
    public String toString() {
        return "Settings";
    }
}
