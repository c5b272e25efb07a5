package org.connectme.agent.control.x11;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The keycodes that this computer's layout leaves empty, and which keysym each was lent to. The one that was not used for
 * longest is lent anew first, for programs may still be about to read what the others mean.
 */
final class SpareKeys {

    private record Loan(int keycode, long usedNanos) {}

    private final Map<Integer, Loan> loans = new LinkedHashMap<>(16, 0.75f, true);
    private final TreeSet<Integer> free = new TreeSet<>();

    /** Compares with the layout as it is now: somebody else may have changed it. */
    void look(KeyboardMap map) {
        loans.entrySet().removeIf(loan -> {
            int keysym = loan.getKey();
            return !map.row(loan.getValue().keycode()).equals(KeyboardMap.Row.of(keysym));
        });
        free.clear();
        for (int keycode = map.first(); keycode <= map.last(); keycode++) {
            if (map.row(keycode).isEmpty()) {
                free.add(keycode);
            }
        }
    }

    int capacity() {
        return free.size() + loans.size();
    }

    /**
     * A key for a keysym.
     *
     * @param fresh whether it has to be bound to it first
     * @param taken whether it served another keysym before
     * @param usedNanos when it did so last
     */
    record Key(int keycode, boolean fresh, boolean taken, long usedNanos) {}

    /** Lends a key. Lending up to {@link #capacity} different keysyms in a row takes none of them away again. */
    Key lend(int keysym, long nowNanos) {
        Loan loan = loans.get(keysym);
        if (loan != null) {
            loans.put(keysym, new Loan(loan.keycode(), nowNanos));
            return new Key(loan.keycode(), false, false, 0);
        }
        Integer unused = free.pollLast();
        if (unused != null) {
            loans.put(keysym, new Loan(unused, nowNanos));
            return new Key(unused, true, false, 0);
        }
        Iterator<Loan> longestUnused = loans.values().iterator();
        Loan taken = longestUnused.next();
        longestUnused.remove();
        loans.put(keysym, new Loan(taken.keycode(), nowNanos));
        return new Key(taken.keycode(), true, true, taken.usedNanos());
    }

    boolean isLent(int keycode) {
        return lent().contains(keycode);
    }

    /** Keycodes that are lent. */
    List<Integer> lent() {
        return loans.values().stream().map(Loan::keycode).toList();
    }
}
