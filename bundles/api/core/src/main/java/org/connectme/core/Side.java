package org.connectme.core;

/** The two participants of a consultation. */
public enum Side {
    CONSULTANT,
    CUSTOMER;

    public Side other() {
        return this == CONSULTANT ? CUSTOMER : CONSULTANT;
    }
}
