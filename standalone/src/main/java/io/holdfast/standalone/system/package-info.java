/**
 * What the standalone system consists of: the installation on disk, the settings and plans of its six processes, where they
 * can be reached, and the file by which other commands find a running one. Depends on {@code process}, never the other way.
 */
@NullMarked
package io.holdfast.standalone.system;

import org.jspecify.annotations.NullMarked;
