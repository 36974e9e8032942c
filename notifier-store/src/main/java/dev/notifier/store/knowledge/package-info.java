/** The entries of the knowledge base, their lifecycle, and the log of searches. */
@NullMarked
package dev.notifier.store.knowledge;

import org.jspecify.annotations.NullMarked;
