package org.connectme.payment;

/** What a reaction works with. */
record Desk(Books books, ProviderCalls calls, Pace pace) {}
