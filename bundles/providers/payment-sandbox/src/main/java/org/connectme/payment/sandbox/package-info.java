/** A card service that moves no money, with the manners of a real one. */
@NullMarked
package org.connectme.payment.sandbox;

import org.jspecify.annotations.NullMarked;
