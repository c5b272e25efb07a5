package org.connectme.simulation;

/**
 * What goes wrong in a run, as probabilities.
 *
 * @param journalFails    of one append or its answer
 * @param crashAtAppend   the process dies around an append
 * @param crashAtProvider the process dies around a call to the payment service
 * @param lostAnswer      the payment service did it, and its answer is lost
 * @param notExecuted     the payment service cannot be reached
 * @param unknown         nobody knows, and it was not done
 * @param decline         the card is refused
 * @param messageRepeats  a wake-up comes twice
 * @param messageLost     a wake-up never comes; polling finds the work
 * @param gettingIn       others act between a decision and its append
 * @param replaced       a payment plug-in is replaced in the middle, up to three times
 * @param severalCaptures the payment service captures again while money is left on the hold, as some do
 */
record Faults(
        double journalFails,
        double crashAtAppend,
        double crashAtProvider,
        double lostAnswer,
        double notExecuted,
        double unknown,
        double decline,
        double messageRepeats,
        double messageLost,
        double gettingIn,
        boolean severalCaptures,
        double replaced) {

    static Faults roll(Dice dice) {
        double severity = dice.chance(0.2) ? 0 : dice.between(1, 100) / 100.0;
        return new Faults(
                0.02 * severity,
                0.004 * severity,
                0.04 * severity,
                0.25 * severity,
                0.20 * severity,
                0.15 * severity,
                0.15 * severity,
                0.30 * severity,
                0.10 * severity,
                dice.chance(0.3) ? 0.40 : 0.03,
                dice.chance(0.4),
                0.3 * severity);
    }
}
