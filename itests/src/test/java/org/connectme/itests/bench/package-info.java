/** How fast and how big: the figures of docs/benchmarks.md, each with its target. Run by {@code ./connectme bench}. */
@NullMarked
package org.connectme.itests.bench;

import org.jspecify.annotations.NullMarked;
