/** Tests that run inside the shipped container. */
@NullMarked
package org.connectme.itests.container;

import org.jspecify.annotations.NullMarked;
