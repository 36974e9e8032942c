/**
 * Vietnamese text: diacritics, legacy encodings, and the formats of dates, money, durations,
 * identifiers and names.
 */
@NullMarked
package dev.notifier.templates.vietnamese;

import org.jspecify.annotations.NullMarked;
