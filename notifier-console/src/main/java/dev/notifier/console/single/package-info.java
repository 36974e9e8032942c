/** One message to one person, from a template. */
@NullMarked
package dev.notifier.console.single;

import org.jspecify.annotations.NullMarked;
