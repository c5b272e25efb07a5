@NullMarked
package org.connectme.agent.control;

import org.jspecify.annotations.NullMarked;
