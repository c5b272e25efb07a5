@NullMarked
package org.connectme.itests.agent;

import org.jspecify.annotations.NullMarked;
