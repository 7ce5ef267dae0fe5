/** Test scope only: contract suites, shared servers, fault scripts. Nothing in production may depend on it. */
@NullMarked
package io.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
