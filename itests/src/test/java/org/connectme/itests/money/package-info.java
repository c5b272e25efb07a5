/** What becomes of money when the server is killed, and plug-ins are replaced, at named steps of a payment. */
@NullMarked
package org.connectme.itests.money;

import org.jspecify.annotations.NullMarked;
