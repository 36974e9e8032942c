/** What numbers do not want: opt-outs, consents, wrong persons, the do-not-call list. */
@NullMarked
package dev.notifier.console.optouts;

import org.jspecify.annotations.NullMarked;
