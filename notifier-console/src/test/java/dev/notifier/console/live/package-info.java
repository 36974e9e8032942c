/** Tests. */
@NullMarked
package dev.notifier.console.live;

import org.jspecify.annotations.NullMarked;
