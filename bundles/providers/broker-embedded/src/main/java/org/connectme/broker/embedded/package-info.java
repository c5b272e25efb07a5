/** The message broker: ActiveMQ, run by this bundle or reached by URL. */
@NullMarked
package org.connectme.broker.embedded;

import org.jspecify.annotations.NullMarked;
