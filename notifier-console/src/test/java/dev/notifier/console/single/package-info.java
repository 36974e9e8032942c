/** Tests. */
@NullMarked
package dev.notifier.console.single;

import org.jspecify.annotations.NullMarked;
