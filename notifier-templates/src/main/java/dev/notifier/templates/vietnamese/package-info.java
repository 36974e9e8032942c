/** Vietnamese text: diacritics and the forms of dates, money, durations, identifiers and names. */
@NullMarked
package dev.notifier.templates.vietnamese;

import org.jspecify.annotations.NullMarked;
