/** Tests. */
@NullMarked
package dev.notifier.console.signin;

import org.jspecify.annotations.NullMarked;
