/** The ordered block list of one file version, its packed form and its content hash. */
@NullMarked
package io.holdfast.core.manifest;

import org.jspecify.annotations.NullMarked;
