/** The front door: commands that start, stop and show the parts of Notifier on one machine. */
@NullMarked
package dev.notifier.local;

import org.jspecify.annotations.NullMarked;
