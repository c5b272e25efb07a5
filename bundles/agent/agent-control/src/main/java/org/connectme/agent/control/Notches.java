package org.connectme.agent.control;

/** Makes whole steps of a wheel out of finer turns; the rest waits for the next turn. */
public final class Notches {

    private final int fineness;
    private int rest;

    /** @param fineness how many 1/120 of a notch make a step */
    public Notches(int fineness) {
        this.fineness = fineness;
    }

    /**
     * @param turn in 1/120 of a notch
     * @return whole steps, of the turn's sign
     */
    public int turn(int turn) {
        if (Integer.signum(turn) == -Integer.signum(rest)) {
            rest = 0; // turning back is felt at once
        }
        rest += turn;
        int steps = rest / fineness;
        rest %= fineness;
        return steps;
    }
}
