/** Errors in the text of a template, with code, line and column. */
@NullMarked
package dev.notifier.templates.language.diagnostic;

import org.jspecify.annotations.NullMarked;
