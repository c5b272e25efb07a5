/**
 * The whole engine in one process against a simulated world: clock, network, database, broker, payment service and two
 * people, all driven by one seed. The deciders and reactions are the shipped ones.
 */
@NullMarked
package org.connectme.simulation;

import org.jspecify.annotations.NullMarked;
