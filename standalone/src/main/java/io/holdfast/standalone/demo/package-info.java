/**
 * {@code holdfast demo}: a real directory through the whole pipeline, by the public HTTP API and {@code job run} only, with every
 * printed figure measured. {@link io.holdfast.standalone.demo.Demo} is the script; a {@link
 * io.holdfast.standalone.demo.Person} is one account over HTTP; a {@link io.holdfast.standalone.demo.Content} is bytes that can
 * be read again from any place, be it a file or an edited copy of one.
 *
 * <p>The only look behind the API is {@link io.holdfast.standalone.demo.StoreListing}, which walks {@code blocks/}: what the disk
 * really holds cannot be asked of anybody else.
 */
@NullMarked
package io.holdfast.standalone.demo;

import org.jspecify.annotations.NullMarked;
