/** Tests. */
@NullMarked
package dev.notifier.batchfiles.rows;

import org.jspecify.annotations.NullMarked;
