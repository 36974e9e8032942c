/** One person: what was sent and received, forged texts, the directory, export and erasure. */
@NullMarked
package dev.notifier.console.person;

import org.jspecify.annotations.NullMarked;
