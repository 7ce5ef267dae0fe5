/** An S3 server that keeps versions, in a child JVM. */
@NullMarked
package io.holdfast.testkit.s3versions;

import org.jspecify.annotations.NullMarked;
