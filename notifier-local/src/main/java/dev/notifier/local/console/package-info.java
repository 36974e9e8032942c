/** The output of the commands, and the errors that they report in one line. */
@NullMarked
package dev.notifier.local.console;

import org.jspecify.annotations.NullMarked;
