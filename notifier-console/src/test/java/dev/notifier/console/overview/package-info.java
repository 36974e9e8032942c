/** Tests. */
@NullMarked
package dev.notifier.console.overview;

import org.jspecify.annotations.NullMarked;
