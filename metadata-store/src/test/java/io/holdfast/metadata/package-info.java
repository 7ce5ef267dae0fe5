/** Tests of the commit and GC protocol against a real PostgreSQL. {@link io.holdfast.metadata.World} is the fixture. */
@NullMarked
package io.holdfast.metadata;

import org.jspecify.annotations.NullMarked;
