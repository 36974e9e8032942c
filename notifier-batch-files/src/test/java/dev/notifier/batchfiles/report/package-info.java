/** Tests. */
@NullMarked
package dev.notifier.batchfiles.report;

import org.jspecify.annotations.NullMarked;
