package org.connectme.simulation;

/** The server's process dies at this very line. Nothing between here and the world's loop may catch it. */
final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    Crash() {
        super("the server was killed", null, false, false);
    }
}
