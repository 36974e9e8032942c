/** Shows the records of topics to operators. */
@NullMarked
package dev.notifier.local.topics;

import org.jspecify.annotations.NullMarked;
