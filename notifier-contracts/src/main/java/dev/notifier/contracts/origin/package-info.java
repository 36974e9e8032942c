/** Where a message comes from. */
@NullMarked
package dev.notifier.contracts.origin;

import org.jspecify.annotations.NullMarked;
