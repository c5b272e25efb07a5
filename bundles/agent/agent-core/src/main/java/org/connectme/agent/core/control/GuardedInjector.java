package org.connectme.agent.core.control;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.connectme.agent.core.Injector;
import org.connectme.agent.core.OwnWindows;

/**
 * The only way to the system's injector: asks before each input whether control still stands, and keeps the app's own
 * windows, STOP and its dialogs among them, out of reach. Letting go is always possible. Called by one thread at a time;
 * what it asks may change at any moment.
 */
final class GuardedInjector implements Injector {

    private final Injector injector;
    private final BooleanSupplier allowed;
    private final Supplier<Optional<OwnWindows>> windows;
    private int x = Integer.MIN_VALUE;
    private int y = Integer.MIN_VALUE;

    GuardedInjector(Injector injector, BooleanSupplier allowed, Supplier<Optional<OwnWindows>> windows) {
        this.injector = injector;
        this.allowed = allowed;
        this.windows = windows;
    }

    @Override
    public void key(String code, boolean down) {
        if (!down || mayType()) {
            injector.key(code, down);
        }
    }

    @Override
    public Optional<String> position(int codePoint) {
        return injector.position(codePoint);
    }

    /** STOP in the middle of a long text ends it there. */
    @Override
    public void text(String text) {
        injector.text(text, this::mayType);
    }

    @Override
    public int takeUntyped() {
        return injector.takeUntyped();
    }

    @Override
    public Optional<String> pausedBy() {
        return injector.pausedBy();
    }

    @Override
    public void move(int toX, int toY) {
        if (allowed.getAsBoolean()) {
            x = toX;
            y = toY;
            injector.move(toX, toY);
        }
    }

    @Override
    public void button(int button, boolean down) {
        if (!down || mayPress()) {
            injector.button(button, down);
        }
    }

    @Override
    public void wheel(int dx, int dy) {
        if (mayPress()) {
            injector.wheel(dx, dy);
        }
    }

    @Override
    public void releaseAll() {
        injector.releaseAll();
    }

    @Override
    public void close() {
        injector.close();
    }

    private boolean mayType() {
        return allowed.getAsBoolean()
                && windows.get().filter(own -> !own.hasFocus()).isPresent();
    }

    private boolean mayPress() {
        return allowed.getAsBoolean()
                && windows.get()
                        .filter(own -> !own.covers(x, y) && !own.hasPointer())
                        .isPresent();
    }
}
