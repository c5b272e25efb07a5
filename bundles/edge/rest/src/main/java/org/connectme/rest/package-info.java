@NullMarked
package org.connectme.rest;

import org.jspecify.annotations.NullMarked;
