/** Tests. */
@NullMarked
package dev.notifier.console.system;

import org.jspecify.annotations.NullMarked;
