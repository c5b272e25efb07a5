/** What the bundles of the tests are made of. Needs nothing but the JDK and the framework. */
@NullMarked
package org.connectme.deployment.sample;

import org.jspecify.annotations.NullMarked;
