/**
 * The load run: posts events, waits until the database shows them as delivered, reports figures.
 */
@NullMarked
package dev.notifier.local.bench;

import org.jspecify.annotations.NullMarked;
