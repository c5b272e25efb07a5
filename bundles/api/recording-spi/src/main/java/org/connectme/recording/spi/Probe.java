package org.connectme.recording.spi;

import java.util.OptionalLong;

/**
 * What the store said when it was asked whether it can be used as configured.
 *
 * @param place     where recordings are kept, as operators know it; no secret
 * @param freeBytes empty where nobody can tell
 */
public record Probe(String place, OptionalLong freeBytes) {}
