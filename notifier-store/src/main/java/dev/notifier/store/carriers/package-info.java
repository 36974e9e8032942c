/** The carriers of numbers that were ported. */
@NullMarked
package dev.notifier.store.carriers;

import org.jspecify.annotations.NullMarked;
