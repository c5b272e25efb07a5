/** Payments through Stripe. */
@NullMarked
package org.connectme.payment.stripe;

import org.jspecify.annotations.NullMarked;
