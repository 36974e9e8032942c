/** Who signs certificates of notifications. */
@NullMarked
package dev.notifier.config.certificates;

import org.jspecify.annotations.NullMarked;
