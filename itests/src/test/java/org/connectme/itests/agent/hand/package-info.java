/** What a person at the customer's desk does and sees: a hand at mouse and keyboard, and eyes that cannot press anything. */
@NullMarked
package org.connectme.itests.agent.hand;

import org.jspecify.annotations.NullMarked;
