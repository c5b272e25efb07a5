package org.connectme.payment.sandbox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A card: what the form returns in its place, {@code sbx_<scenario>_<brand>_<last four>_<nonce>}, or one that was saved. */
record Method(Scenario scenario, String cardBrand, String cardLastFour) {

    private static final Pattern TOKEN =
            Pattern.compile("sbx_([a-z-]{2,20})_(visa|mastercard|amex)_([0-9]{4})_[A-Za-z0-9]{8,32}");

    static Optional<Method> parse(String token) {
        Matcher matcher = TOKEN.matcher(token);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Scenario.of(matcher.group(1)).map(scenario -> new Method(scenario, matcher.group(2), matcher.group(3)));
    }
}
