/** Reading a properties file into a module's settings; a key that nobody reads stops the start. */
@NullMarked
package io.holdfast.core.config;

import org.jspecify.annotations.NullMarked;
