package org.connectme.agent.core;

import java.util.List;

/**
 * How the two sides find a way to each other.
 *
 * @param relayOnly only through a relay, so that neither side learns the other's address
 */
public record IceServers(List<IceServer> servers, boolean relayOnly) {

    public IceServers {
        servers = List.copyOf(servers);
    }
}
