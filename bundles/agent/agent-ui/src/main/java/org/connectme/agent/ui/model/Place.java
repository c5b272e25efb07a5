package org.connectme.agent.ui.model;

import java.util.List;

/** Where on the way the customer is. */
public enum Place {
    CODE,
    OPENING,
    INVITATION,
    ABOUT,
    TERMS,
    CARD,
    WAITING,
    CALL,
    SUMMARY,
    /** Cancelled or not kept. */
    OVER,
    /** Beside the way, until the call. */
    SETTINGS,
    CHECK,
    /** Another page or app has the seat. */
    ELSEWHERE,
    /** The server does not speak with this version any more. */
    OUTDATED;

    /** The steps before the waiting room, in order; within them one may look back. */
    static final List<Place> STEPS = List.of(INVITATION, ABOUT, TERMS, CARD);
}
