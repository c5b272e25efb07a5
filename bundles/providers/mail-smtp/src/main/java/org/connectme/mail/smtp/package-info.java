/** Mail over SMTP, or an outbox. */
@NullMarked
package org.connectme.mail.smtp;

import org.jspecify.annotations.NullMarked;
