package org.connectme.agent.core;

import org.osgi.annotation.versioning.ConsumerType;

/** One for each kind of system. */
@ConsumerType
public interface InjectorFactory {

    /** Whether this is the one for the system that runs now. */
    boolean serves();

    /**
     * Asks the system for what it needs; on some systems that shows a dialog of the system's own.
     *
     * @throws InjectorFailed when the system refuses
     */
    Injector open() throws InjectorFailed;
}
