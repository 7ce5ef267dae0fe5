/**
 * The gold tables, which the dashboards read: storage at this moment, de-duplication by the hour, current files by type. Logical
 * bytes and first uses come from the log; what is stored, shared and garbage comes from PostgreSQL's block rows.
 */
@NullMarked
package io.holdfast.batch.rollup;

import org.jspecify.annotations.NullMarked;
