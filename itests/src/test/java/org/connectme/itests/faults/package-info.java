/** What happens to a paid call when servers, bundles and networks fail under it. */
@NullMarked
package org.connectme.itests.faults;

import org.jspecify.annotations.NullMarked;
