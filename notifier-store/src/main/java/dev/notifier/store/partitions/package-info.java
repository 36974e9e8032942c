/** Creates the partitions of tables that have one for each day or week. */
@NullMarked
package dev.notifier.store.partitions;

import org.jspecify.annotations.NullMarked;
