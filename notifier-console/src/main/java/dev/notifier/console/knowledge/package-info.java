/** The pages of the knowledge base: entries, their variants, and questions without an answer. */
@NullMarked
package dev.notifier.console.knowledge;

import org.jspecify.annotations.NullMarked;
