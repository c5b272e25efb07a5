package org.connectme.payment;

import org.connectme.payment.spi.PaymentProvider;

/** Which plug-ins customers may be offered. What one began before it finishes, admitted or not. Any thread. */
public interface Admissions {

    boolean isAdmitted(PaymentProvider provider);
}
