/** Tests. */
@NullMarked
package dev.notifier.console.reports;

import org.jspecify.annotations.NullMarked;
