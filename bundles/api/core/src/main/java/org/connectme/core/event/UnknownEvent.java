package org.connectme.core.event;

/** An event of a kind this version does not know, kept as it was stored. */
public record UnknownEvent(String type, String json) implements Event {}
