package org.connectme.gateway;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of {@code org.connectme.gateway}. A change closes all sockets for a moment. */
@ObjectClassDefinition(name = "ConnectMe gateway")
public @interface GatewayConfig {

    @AttributeDefinition(
            description = "Address at which browsers reach this server, such as https://consult.example.org;"
                    + " empty: as the browser names it, which must then be one of the hosts below")
    String publicUrl() default "";

    @AttributeDefinition(description = "Host names, without port, that a browser may name besides the public URL's")
    String[] hosts() default {"localhost", "127.0.0.1", "[::1]"};

    @AttributeDefinition(
            description = "Addresses or networks (10.0.0.0/8) of reverse proxies whose X-Forwarded-For and"
                    + " X-Forwarded-Proto are believed; empty: nobody's")
    String[] trustedProxies() default {};

    @AttributeDefinition(description = "Requests a second from one address, on average")
    int requestsPerSecond() default 50;

    @AttributeDefinition(description = "Requests from one address at once")
    int requestBurst() default 200;

    @AttributeDefinition(description = "New sockets a second from one address, on average and at once")
    int socketsPerSecond() default 20;

    @AttributeDefinition(description = "Sockets open at once")
    int maxSockets() default 10_000;

    @AttributeDefinition(description = "Addresses or networks that may read /metrics")
    String[] operatorAddresses() default {"127.0.0.1", "::1"};

    @AttributeDefinition(description = "Services without which this server is not ready")
    String[] requiredServices() default {
        "org.connectme.core.command.Commands",
        "org.connectme.core.journal.Journal",
        "org.connectme.wire.socket.SocketHandler"
    };

    @AttributeDefinition(description = "Path prefixes that must be answered before this server is ready")
    String[] requiredPaths() default {"/api/customer/", "/api/consultant/", "/join", "/console"};
}
