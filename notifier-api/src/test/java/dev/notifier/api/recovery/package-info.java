/** Tests of orders to plan events again. */
@NullMarked
package dev.notifier.api.recovery;

import org.jspecify.annotations.NullMarked;
