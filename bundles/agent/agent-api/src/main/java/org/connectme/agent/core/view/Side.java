package org.connectme.agent.core.view;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** The two who meet. */
public enum Side {
    CONSULTANT,
    CUSTOMER,
    /** Said in a word that this version does not know. */
    @JsonEnumDefaultValue
    UNKNOWN
}
