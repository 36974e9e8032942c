/** Tests of the audit. */
@NullMarked
package dev.notifier.api.audit;

import org.jspecify.annotations.NullMarked;
