@NullMarked
package org.connectme.gateway;

import org.jspecify.annotations.NullMarked;
