@NullMarked
package org.connectme.gateway.socket;

import org.jspecify.annotations.NullMarked;
