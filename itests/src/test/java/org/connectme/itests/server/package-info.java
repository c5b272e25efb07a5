/** The server as an operator starts it, asked from outside over HTTP and its sockets. */
@NullMarked
package org.connectme.itests.server;

import org.jspecify.annotations.NullMarked;
