/**
 * Decides what becomes of an event: number, route, template, text, segments, and the reason when it
 * is not sent. Pure: the callers supply snapshots and the time.
 */
@NullMarked
package dev.notifier.planning;

import org.jspecify.annotations.NullMarked;
