/** How far the stages have read their topics, as the database knows it. */
@NullMarked
package dev.notifier.store.positions;

import org.jspecify.annotations.NullMarked;
