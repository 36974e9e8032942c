/** The system of the local start that answers queries, with test data. */
@NullMarked
package dev.notifier.local.queries;

import org.jspecify.annotations.NullMarked;
