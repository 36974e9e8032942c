/** Tests. */
@NullMarked
package dev.notifier.console.knowledge;

import org.jspecify.annotations.NullMarked;
