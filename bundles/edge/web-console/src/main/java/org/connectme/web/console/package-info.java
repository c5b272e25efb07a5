@NullMarked
package org.connectme.web.console;

import org.jspecify.annotations.NullMarked;
