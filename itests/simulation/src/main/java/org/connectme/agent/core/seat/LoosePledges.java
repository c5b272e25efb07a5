package org.connectme.agent.core.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.connectme.agent.core.control.ControlDesk;
import org.connectme.agent.core.view.Consent.Scope;
import org.connectme.agent.core.view.View;

/** What the app owes to the server, as it is shipped, without the seat around it. */
public final class LoosePledges {

    private final Pledges pledges = new Pledges();

    public static boolean mayAnswer(View view, String request, Scope scope, Instant now) {
        return Pledges.check(view, request, scope, now).isEmpty();
    }

    public static Duration lasts(View view, String request) {
        return Pledges.lasts(view, request);
    }

    public void ended(String request) {
        pledges.ended(request);
    }

    public void stopped(View view) {
        pledges.stopped(view);
    }

    public void follow(View view, ControlDesk desk, Instant now) {
        pledges.follow(view, desk, now);
    }

    public List<String> toTell() {
        return pledges.toTell();
    }

    public void told(String request, boolean heard) {
        pledges.telling(request);
        pledges.told(request, heard);
    }
}
