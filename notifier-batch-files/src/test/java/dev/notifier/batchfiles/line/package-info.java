/** Tests. */
@NullMarked
package dev.notifier.batchfiles.line;

import org.jspecify.annotations.NullMarked;
