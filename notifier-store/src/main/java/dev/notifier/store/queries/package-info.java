/** The queries that people have sent, and that the system that has the data answers. */
@NullMarked
package dev.notifier.store.queries;

import org.jspecify.annotations.NullMarked;
