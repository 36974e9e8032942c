/** The carriers of numbers: learned from lists of ported numbers, and shown. */
@NullMarked
package dev.notifier.api.carriers;

import org.jspecify.annotations.NullMarked;
