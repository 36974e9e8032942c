/** From a rendered text to what goes on the wire: swaps, marks, refused characters. */
@NullMarked
package dev.notifier.templates.text;

import org.jspecify.annotations.NullMarked;
