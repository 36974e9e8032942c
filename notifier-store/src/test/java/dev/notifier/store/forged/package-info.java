@NullMarked
package dev.notifier.store.forged;

import org.jspecify.annotations.NullMarked;
