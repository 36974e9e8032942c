/** Prepares a rendered text for sending: substitutions, diacritics, unsupported characters. */
@NullMarked
package dev.notifier.templates.text;

import org.jspecify.annotations.NullMarked;
