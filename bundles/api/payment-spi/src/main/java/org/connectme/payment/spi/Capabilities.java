package org.connectme.payment.spi;

import java.time.Duration;

/**
 * @param minimum    smallest charge, minor units; at least 1
 * @param maximum    largest charge, minor units
 * @param quantum    amounts are multiples of this; 1 for most, 10 for three-decimal currencies at some services
 * @param holdWindow how long a hold lasts at least
 */
public record Capabilities(long minimum, long maximum, long quantum, Duration holdWindow) {}
