package dev.notifier.replies.rules;

import java.util.Optional;

/** One of the rules; the first that has an outcome decides. */
@FunctionalInterface
interface Rule {
  Optional<Outcome> apply(Incoming incoming);
}
