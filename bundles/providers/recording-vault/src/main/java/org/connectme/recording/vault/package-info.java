/** What stores for recordings share: encryption, keys wrapped by a master key, files that are durable. */
@NullMarked
package org.connectme.recording.vault;

import org.jspecify.annotations.NullMarked;
