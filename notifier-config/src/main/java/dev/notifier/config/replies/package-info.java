/** The settings of what people send to the addresses of Notifier. */
@NullMarked
package dev.notifier.config.replies;

import org.jspecify.annotations.NullMarked;
