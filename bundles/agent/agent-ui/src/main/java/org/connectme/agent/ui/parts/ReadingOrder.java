package org.connectme.agent.ui.parts;

import java.awt.Component;
import java.awt.Container;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import javax.swing.LayoutFocusTraversalPolicy;

/**
 * Tab goes from part to part in the order in which they were put together, which is the order of reading. Swing's own way
 * goes by their places, and errs where parts of unlike height stand side by side.
 */
public final class ReadingOrder extends LayoutFocusTraversalPolicy {

    private static final long serialVersionUID = 1;

    public ReadingOrder() {
        setComparator(Comparator.nullsFirst(ReadingOrder::compare));
    }

    private static int compare(Component one, Component other) {
        Iterator<Component> way = way(one).iterator();
        Iterator<Component> others = way(other).iterator();
        while (way.hasNext() && others.hasNext()) {
            Component here = way.next();
            Component there = others.next();
            if (here != there) {
                Container around = here.getParent();
                return around == null ? 0 : around.getComponentZOrder(here) - around.getComponentZOrder(there);
            }
        }
        // What is around comes before what is within.
        return Boolean.compare(way.hasNext(), others.hasNext());
    }

    /** From the window down. */
    private static Deque<Component> way(Component to) {
        Deque<Component> way = new ArrayDeque<>();
        for (Component each = to; each != null; each = each.getParent()) {
            way.push(each);
        }
        return way;
    }
}
