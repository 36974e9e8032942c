/** Tests. */
@NullMarked
package dev.notifier.console.account;

import org.jspecify.annotations.NullMarked;
