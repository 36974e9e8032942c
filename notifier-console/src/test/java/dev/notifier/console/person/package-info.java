/** Tests. */
@NullMarked
package dev.notifier.console.person;

import org.jspecify.annotations.NullMarked;
