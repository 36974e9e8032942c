/** Says which persons a key, a user or a route has touched, for the notice of a breach. */
@NullMarked
package dev.notifier.api.affected;

import org.jspecify.annotations.NullMarked;
