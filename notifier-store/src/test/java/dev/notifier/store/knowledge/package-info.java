@NullMarked
package dev.notifier.store.knowledge;

import org.jspecify.annotations.NullMarked;
