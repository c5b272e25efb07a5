@NullMarked
package org.connectme.gateway.http;

import org.jspecify.annotations.NullMarked;
