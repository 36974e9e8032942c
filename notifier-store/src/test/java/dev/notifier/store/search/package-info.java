@NullMarked
package dev.notifier.store.search;

import org.jspecify.annotations.NullMarked;
