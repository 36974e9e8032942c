/** Has events planned again that were skipped for a reason that operators own. */
@NullMarked
package dev.notifier.api.recovery;

import org.jspecify.annotations.NullMarked;
