/** Tests of the audit. */
@NullMarked
package dev.notifier.store.audit;

import org.jspecify.annotations.NullMarked;
