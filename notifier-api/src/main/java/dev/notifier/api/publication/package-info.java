/**
 * How what stands in PostgreSQL comes to stand on a compacted topic, whoever of them is away in
 * between.
 */
@NullMarked
package dev.notifier.api.publication;

import org.jspecify.annotations.NullMarked;
