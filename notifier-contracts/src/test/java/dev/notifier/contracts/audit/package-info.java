/** Tests of the records of the audit. */
@NullMarked
package dev.notifier.contracts.audit;

import org.jspecify.annotations.NullMarked;
