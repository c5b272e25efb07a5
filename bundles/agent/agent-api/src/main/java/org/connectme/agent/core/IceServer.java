package org.connectme.agent.core;

import java.util.List;

/**
 * A STUN or TURN server.
 *
 * @param username empty where none is needed
 * @param credential empty where none is needed
 */
public record IceServer(List<String> urls, String username, String credential) {

    public IceServer {
        urls = List.copyOf(urls);
    }

    /** The credential stays out of logs. */
    @Override
    public String toString() {
        return "IceServer" + urls;
    }
}
