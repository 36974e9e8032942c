/** The directory of recipients: to which number a message about a person goes. */
@NullMarked
package dev.notifier.store.directory;

import org.jspecify.annotations.NullMarked;
