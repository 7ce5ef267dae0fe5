/**
 * The contracts between processes: Kafka topics and events, Iceberg tables, and the few PostgreSQL tables that jobs touch.
 * Column and topic names are constants here and nowhere else. Contracts grow by adding; a schema that was once written is
 * never changed, because old messages and files must stay readable.
 */
@NullMarked
package io.holdfast.lakehouse;

import org.jspecify.annotations.NullMarked;
