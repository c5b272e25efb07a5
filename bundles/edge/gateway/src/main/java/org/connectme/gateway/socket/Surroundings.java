package org.connectme.gateway.socket;

import java.util.concurrent.Executor;

/** What every seat needs. {@code pool} runs the calls to the handler. */
record Surroundings(SocketClock clock, HandlerSlot handlers, Executor pool, Closing closing) {}
