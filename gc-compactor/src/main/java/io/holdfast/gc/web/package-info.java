/** The local admin port: starts runs, shows them, and undoes what an epoch condemned. Every call bears the token of the installation. */
@NullMarked
package io.holdfast.gc.web;

import org.jspecify.annotations.NullMarked;
