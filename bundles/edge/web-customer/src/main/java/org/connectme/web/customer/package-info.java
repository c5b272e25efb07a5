@NullMarked
package org.connectme.web.customer;

import org.jspecify.annotations.NullMarked;
