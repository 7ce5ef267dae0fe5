/**
 * Uploads: manifest first ({@code UploadController}), or in one shot ({@code OneShotController}), which is the same with the server as
 * its own client: it cuts the stream into blocks, puts each, and commits.
 *
 * <p>Invariants: bytes are hashed before anything else is done with them; a block is durable before its ticket is finalised; a file is
 * acknowledged only once it is committed; after an unknown outcome nobody cleans up. A lease is renewed while bytes still come.
 */
@NullMarked
package io.holdfast.ingest.upload;

import org.jspecify.annotations.NullMarked;
