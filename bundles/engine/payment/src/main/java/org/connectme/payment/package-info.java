/** Holds, captures, releases and refunds: what the journal asks for, done once at the payment service. */
@NullMarked
package org.connectme.payment;

import org.jspecify.annotations.NullMarked;
