/** The data of a busy day, made up for {@code ./notifier start --demo}. */
@NullMarked
package dev.notifier.local.demo;

import org.jspecify.annotations.NullMarked;
