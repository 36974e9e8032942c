/** Who did what. */
@NullMarked
package dev.notifier.console.audit;

import org.jspecify.annotations.NullMarked;
