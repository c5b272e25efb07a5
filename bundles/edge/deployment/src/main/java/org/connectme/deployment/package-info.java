/** How one version of a bundle follows another while the server runs. */
@NullMarked
package org.connectme.deployment;

import org.jspecify.annotations.NullMarked;
