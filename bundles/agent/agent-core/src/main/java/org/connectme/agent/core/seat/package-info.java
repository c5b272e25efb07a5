/** The customer's seat in one consultation: its state, its commands, its call. */
@NullMarked
package org.connectme.agent.core.seat;

import org.jspecify.annotations.NullMarked;
