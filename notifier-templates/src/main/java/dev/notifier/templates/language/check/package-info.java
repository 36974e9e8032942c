/** Checks a syntax tree against the schema of the event. */
@NullMarked
package dev.notifier.templates.language.check;

import org.jspecify.annotations.NullMarked;
