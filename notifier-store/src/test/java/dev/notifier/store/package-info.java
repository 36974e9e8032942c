@NullMarked
package dev.notifier.store;

import org.jspecify.annotations.NullMarked;
