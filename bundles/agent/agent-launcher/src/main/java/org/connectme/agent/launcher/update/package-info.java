/** New versions of the app's bundles, signed by who publishes the app: had from the server, tried, kept or put back. */
@NullMarked
package org.connectme.agent.launcher.update;

import org.jspecify.annotations.NullMarked;
