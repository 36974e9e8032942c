/** Tests. */
@NullMarked
package dev.notifier.batchfiles;

import org.jspecify.annotations.NullMarked;
