@NullMarked
package org.connectme.plugin.tutorial;

import org.jspecify.annotations.NullMarked;
