package org.connectme.core;

/** Who sells the consultation, as shown on the charges step and the receipt. {@code taxNumber} may be empty. */
public record Seller(String name, String address, String taxNumber) {}
