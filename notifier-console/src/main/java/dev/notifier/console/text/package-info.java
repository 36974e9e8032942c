/** The words of the console in Vietnamese and English, and how numbers and times are written. */
@NullMarked
package dev.notifier.console.text;

import org.jspecify.annotations.NullMarked;
