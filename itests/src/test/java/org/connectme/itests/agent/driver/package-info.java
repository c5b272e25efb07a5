/** A bundle that the tests put into the app beside its own: it stands in for the person in front of it. */
@NullMarked
package org.connectme.itests.agent.driver;

import org.jspecify.annotations.NullMarked;
