/** What a customer holds to come in, and every mail about a consultation. */
@NullMarked
package org.connectme.invitation;

import org.jspecify.annotations.NullMarked;
