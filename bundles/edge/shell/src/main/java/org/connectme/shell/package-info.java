/** Commands for operators, scope "connectme". The shell sets fields marked as references before it calls a command. */
@NullMarked
package org.connectme.shell;

import org.jspecify.annotations.NullMarked;
