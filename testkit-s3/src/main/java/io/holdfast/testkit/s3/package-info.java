/** A real S3 server in a child JVM. */
@NullMarked
package io.holdfast.testkit.s3;

import org.jspecify.annotations.NullMarked;
