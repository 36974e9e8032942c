/** Names that were probably meant by misspelt ones. */
@NullMarked
package dev.notifier.config.names;

import org.jspecify.annotations.NullMarked;
