/** Reads the text of a template into a syntax tree. */
@NullMarked
package dev.notifier.templates.language.parse;

import org.jspecify.annotations.NullMarked;
