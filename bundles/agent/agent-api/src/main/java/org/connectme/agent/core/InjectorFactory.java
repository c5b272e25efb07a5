package org.connectme.agent.core;

import org.osgi.annotation.versioning.ConsumerType;

/** One for each kind of system. */
@ConsumerType
public interface InjectorFactory {

    /** Whether this is the one for the system that runs now. */
    boolean serves();

    /**
     * The person consented to mouse and keyboard, or no such consent stands any more: where the system has to ask the
     * person for them together with the screen, it is to ask for that from now on. Must not block.
     */
    default void expect(boolean control) {}

    /**
     * Asks the system for what it needs; on some systems that shows a dialog of the system's own.
     *
     * @throws InjectorFailed when the system refuses
     */
    Injector open() throws InjectorFailed;
}
