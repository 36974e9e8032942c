/** Records that messages about a person or unit do not concern the holder of a number. */
@NullMarked
package dev.notifier.api.wrongpersons;

import org.jspecify.annotations.NullMarked;
