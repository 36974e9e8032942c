@NullMarked
package dev.notifier.store.access;

import org.jspecify.annotations.NullMarked;
