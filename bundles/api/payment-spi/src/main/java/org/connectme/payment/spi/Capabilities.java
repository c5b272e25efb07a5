package org.connectme.payment.spi;

import java.time.Duration;
import java.util.Set;

/**
 * What a service can do in one currency. Amounts in minor units of it.
 *
 * @param minimum    smallest charge; at least 1
 * @param maximum    largest charge
 * @param quantum    amounts are multiples of this; 1 for most, 10 for three-decimal currencies at some services
 * @param holdWindow how long a hold lasts at least; what a single hold lasts is told with it
 * @param keyWindow  how long the service remembers an operation at least: until then the same operation may be sent
 *     again, after it only looked up
 * @param abilities  what else it can do
 */
public record Capabilities(
        long minimum, long maximum, long quantum, Duration holdWindow, Duration keyWindow, Set<Ability> abilities) {

    /** @throws IllegalArgumentException where no amount or no time could satisfy it */
    public Capabilities {
        if (minimum < 1 || maximum < minimum || quantum < 1) {
            throw new IllegalArgumentException("No amount lies between " + minimum + " and " + maximum);
        }
        if (holdWindow.isNegative() || holdWindow.isZero() || keyWindow.isNegative() || keyWindow.isZero()) {
            throw new IllegalArgumentException("A window has a length");
        }
        abilities = Set.copyOf(abilities);
    }

    /** @return whether it can */
    public boolean can(Ability ability) {
        return abilities.contains(ability);
    }

    /** @return whether an amount of so many minor units can be charged */
    public boolean takes(long minorUnits) {
        return minorUnits >= minimum && minorUnits <= maximum && minorUnits % quantum == 0;
    }
}
