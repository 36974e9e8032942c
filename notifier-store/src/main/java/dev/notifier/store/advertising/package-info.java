/** Who may get advertising: consents, the national do-not-call list, and what a number got. */
@NullMarked
package dev.notifier.store.advertising;

import org.jspecify.annotations.NullMarked;
