/** What a payment plug-in must have shown before customers are offered it. */
@NullMarked
package org.connectme.payment.gate;

import org.jspecify.annotations.NullMarked;
