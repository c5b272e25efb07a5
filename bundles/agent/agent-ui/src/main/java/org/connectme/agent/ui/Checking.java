package org.connectme.agent.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.connectme.agent.core.Consultation;
import org.connectme.agent.core.ConsultationState;
import org.connectme.agent.core.Finding;
import org.connectme.agent.core.Finding.Verdict;
import org.connectme.agent.core.Probe;
import org.connectme.agent.core.Rehearsal.Quality;
import org.connectme.agent.ui.model.Intent;
import org.connectme.agent.ui.model.Local;
import org.connectme.agent.ui.model.SelfCheck;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether everything works here, asked of whoever knows; and where files go. Of the event thread. */
final class Checking {

    private static final Logger logger = LoggerFactory.getLogger(Checking.class);
    private static final String NETWORK = "network";

    private final Consultation consultation;
    private final Around around;
    private final Errands errands;
    private final Trying trying;
    private int looks;

    Checking(Consultation consultation, Around around, Errands errands, Trying trying) {
        this.consultation = consultation;
        this.around = around;
        this.errands = errands;
        this.trying = trying;
    }

    /** Settings and self-check begin with how things are now. */
    void opened(Local.@Nullable Panel panel) {
        if (panel == Local.Panel.SETTINGS || panel == Local.Panel.CHECK) {
            errands.local().filesFolder(consultation.filesFolder().toString());
            look();
        }
    }

    /** @return false if it is none of what is done here */
    boolean take(Intent intent) {
        if (intent instanceof Intent.LookAgain) {
            look();
        } else if (intent instanceof Intent.Copy copy) {
            boolean done = around.computer().copy(copy.text());
            errands.local().say(errands.words().say(done ? "check.copied" : "exchange.no-clipboard"));
        } else if (intent instanceof Intent.FilesFolder folder) {
            filesFolder(folder.folder());
        } else {
            return false;
        }
        return true;
    }

    private void filesFolder(@Nullable Path folder) {
        errands.elsewhere(() -> {
            around.computer().rememberFolder(folder);
            errands.later(
                    () -> errands.local().filesFolder(consultation.filesFolder().toString()));
        });
    }

    /** Parts of this computer first; the network takes some seconds more. */
    private void look() {
        looks++;
        int look = looks;
        List<Probe> probes = around.probes().get();
        Path folder = consultation.filesFolder();
        errands.local().say("");
        errands.local().selfCheck(new SelfCheck(true, List.of()));
        errands.elsewhere(() -> {
            List<Finding> found = new ArrayList<>(around.computer().look(folder));
            for (Probe probe : probes) {
                found.addAll(look(probe));
            }
            found.add(Finding.of(NETWORK, SelfCheck.CHECKING, Verdict.GOOD));
            errands.later(() -> {
                tell(look, found, true);
                lookAtNetwork(look);
            });
        });
    }

    /** One that fails, or was replaced just now, must not take the others' word away. */
    private static List<Finding> look(Probe probe) {
        try {
            return probe.look();
        } catch (RuntimeException failed) {
            logger.warn("A part of the self-check failed", failed);
            return List.of();
        }
    }

    /** In a call the call itself is the proof, and needs the line for itself. */
    private void lookAtNetwork(int look) {
        if (consultation.call().isPresent()) {
            boolean flows = consultation.call().get().isFlowing();
            network(look, flows ? "flows" : "waits", flows ? Verdict.GOOD : Verdict.LIMITED);
        } else if (consultation.state().entry() != ConsultationState.Entry.INSIDE) {
            network(look, SelfCheck.LATER, Verdict.GOOD);
        } else {
            trying.network().whenComplete((quality, failed) -> errands.later(() -> judged(look, quality)));
        }
    }

    private void judged(int look, @Nullable Quality quality) {
        if (quality == null) {
            network(look, "blocked", Verdict.MISSING);
            return;
        }
        switch (quality) {
            case GOOD -> network(look, "good", Verdict.GOOD);
            case FAIR -> network(look, "fair", Verdict.LIMITED);
            case POOR -> network(look, "poor", Verdict.LIMITED);
            case BLOCKED -> network(look, "blocked", Verdict.MISSING);
        }
    }

    private void network(int look, String state, Verdict verdict) {
        tell(look, List.of(Finding.of(NETWORK, state, verdict)), false);
    }

    private void tell(int look, List<Finding> found, boolean running) {
        if (look == looks) {
            Local local = errands.local();
            local.selfCheck(local.selfCheck().with(found, running));
        }
    }
}
