/** What the real servers of the tests have in common that run in a JVM of their own. */
@NullMarked
package io.holdfast.testkit.child;

import org.jspecify.annotations.NullMarked;
