package org.connectme.agent.ui;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.connectme.agent.core.Media;
import org.connectme.agent.core.Probe;
import org.connectme.agent.core.Rehearsal;

/**
 * What the windows find around them. Other bundles come and go, so each is asked for when it is needed.
 *
 * @param newerPackage whether a newer package of the app is known of
 */
record Around(
        Supplier<Optional<Media>> media,
        Supplier<Optional<Rehearsal>> rehearsal,
        Supplier<List<Probe>> probes,
        BooleanSupplier newerPackage,
        Surroundings computer) {}
