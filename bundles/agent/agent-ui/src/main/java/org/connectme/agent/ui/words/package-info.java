/** What a person reads: the dictionary of the web's pages, and amounts and times in the reader's own form. */
@NullMarked
package org.connectme.agent.ui.words;

import org.jspecify.annotations.NullMarked;
