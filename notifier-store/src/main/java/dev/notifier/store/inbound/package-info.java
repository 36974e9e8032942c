/**
 * What people send: the messages with their decisions, those that wait for segments, the state of
 * each number, and the answers that are to be published. Everything of a batch is one transaction.
 */
@NullMarked
package dev.notifier.store.inbound;

import org.jspecify.annotations.NullMarked;
