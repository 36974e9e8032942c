/** Stores templates: versions, drafts, the audit and registrations with carriers. */
@NullMarked
package dev.notifier.store.templates;

import org.jspecify.annotations.NullMarked;
