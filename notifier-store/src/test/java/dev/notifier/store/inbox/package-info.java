@NullMarked
package dev.notifier.store.inbox;

import org.jspecify.annotations.NullMarked;
