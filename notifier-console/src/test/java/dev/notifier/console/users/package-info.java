/** Tests. */
@NullMarked
package dev.notifier.console.users;

import org.jspecify.annotations.NullMarked;
