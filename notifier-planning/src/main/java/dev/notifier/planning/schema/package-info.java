/** Checks the data of events against the schemas of their types. */
@NullMarked
package dev.notifier.planning.schema;

import org.jspecify.annotations.NullMarked;
