package org.connectme.agent.core;

/** Whose pictures are asked for. */
public enum Source {
    REMOTE_CAMERA,
    REMOTE_SCREEN,
    OWN_CAMERA
}
