package org.connectme.payment.spi;

/**
 * @param id      stable, lower case, [a-z0-9-]{2,32}: holds stay with the provider that made them
 * @param version the plug-in's own; changes with its form
 * @param name    as shown to operators
 * @param test    no real money moves
 */
public record Descriptor(String id, String version, String name, boolean test) {}
