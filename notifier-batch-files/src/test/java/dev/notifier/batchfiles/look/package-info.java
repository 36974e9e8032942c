/** Tests. */
@NullMarked
package dev.notifier.batchfiles.look;

import org.jspecify.annotations.NullMarked;
