/** What every block store must do, as tests; an implementation subscribes by extending the contract. */
@NullMarked
package io.holdfast.testkit.block;

import org.jspecify.annotations.NullMarked;
