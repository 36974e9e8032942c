/**
 * Finds the queries in inbound texts. A query is data: its words and the forms of its parameters.
 */
@NullMarked
package dev.notifier.replies.queries;

import org.jspecify.annotations.NullMarked;
