/** Tests. */
@NullMarked
package dev.notifier.console.audit;

import org.jspecify.annotations.NullMarked;
