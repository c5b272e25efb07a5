/** What goes over the network: requests, and the socket with what must arrive once and in order. */
@NullMarked
package org.connectme.agent.core.link;

import org.jspecify.annotations.NullMarked;
