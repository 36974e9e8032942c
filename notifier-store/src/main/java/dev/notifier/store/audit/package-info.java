/** The audit: who did what, in rows that are only inserted and are chained with a keyed hash. */
@NullMarked
package dev.notifier.store.audit;

import org.jspecify.annotations.NullMarked;
