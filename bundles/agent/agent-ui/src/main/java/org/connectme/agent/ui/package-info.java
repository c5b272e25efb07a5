@NullMarked
package org.connectme.agent.ui;

import org.jspecify.annotations.NullMarked;
