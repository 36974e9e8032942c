/** Tests. */
@NullMarked
package dev.notifier.batchfiles.text;

import org.jspecify.annotations.NullMarked;
