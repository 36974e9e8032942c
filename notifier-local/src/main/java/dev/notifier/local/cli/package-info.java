/** The commands of the script {@code notifier}. */
@NullMarked
package dev.notifier.local.cli;

import org.jspecify.annotations.NullMarked;
