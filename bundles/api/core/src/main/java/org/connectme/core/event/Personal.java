package org.connectme.core.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a String component of an event as personal or secret. The journal stores it encrypted with the consultation's
 * own key; once that key is destroyed it reads as the empty string, while chain and sums stay intact (CON-5).
 */
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD, ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Personal {}
