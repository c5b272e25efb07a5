package org.connectme.agent.ui.look;

/** Light or dark. */
public enum Scheme {
    LIGHT,
    DARK
}
