@NullMarked
package dev.notifier.store.queries;

import org.jspecify.annotations.NullMarked;
