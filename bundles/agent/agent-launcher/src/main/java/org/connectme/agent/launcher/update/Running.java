package org.connectme.agent.launcher.update;

import java.util.List;
import org.osgi.framework.BundleException;

/** The app as it runs now. */
public interface Running {

    /** What it is made of. */
    List<Part> parts();

    /** Whether this bundle runs with everything that it says it offers; waits for it, within bounds. */
    boolean comes(String name);

    /**
     * Puts another version of a bundle into the place of the one that runs; what that one leaves goes to whoever comes
     * after it. Does not put it back.
     *
     * @throws BundleException if it does not start, or does not offer what it should
     */
    void replace(Part next) throws BundleException;

    /** Calls {@code replacing}; all that happens in it is one succession, and nothing that is left over in the end stays. */
    void succeed(String name, Runnable replacing);

    /** Whether somebody is in a consultation, or at the window. */
    boolean isBusy();

    /** The publisher signed a version that this launcher cannot run: only a newer package has it. */
    void newerPackage();

    /** Ends it and starts it anew. */
    void restart();
}
