/** The requests about the knowledge base, its publication, its feed and its log of searches. */
@NullMarked
package dev.notifier.api.knowledge;

import org.jspecify.annotations.NullMarked;
