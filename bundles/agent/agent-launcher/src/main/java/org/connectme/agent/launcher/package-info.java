@NullMarked
package org.connectme.agent.launcher;

import org.jspecify.annotations.NullMarked;
