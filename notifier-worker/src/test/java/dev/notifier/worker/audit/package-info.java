/** Tests of the jobs of the audit. */
@NullMarked
package dev.notifier.worker.audit;

import org.jspecify.annotations.NullMarked;
