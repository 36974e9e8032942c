/** The wordings that operators write: versions, drafts, decisions, and what carriers approved. */
@NullMarked
package dev.notifier.store.templates;

import org.jspecify.annotations.NullMarked;
