/** A real HDFS cluster for tests. */
@NullMarked
package io.holdfast.testkit.hdfs;

import org.jspecify.annotations.NullMarked;
