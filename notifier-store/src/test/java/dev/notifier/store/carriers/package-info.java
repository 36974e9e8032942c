@NullMarked
package dev.notifier.store.carriers;

import org.jspecify.annotations.NullMarked;
