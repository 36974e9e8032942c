/** Has the api plan skipped events again. */
@NullMarked
package dev.notifier.local.planagain;

import org.jspecify.annotations.NullMarked;
