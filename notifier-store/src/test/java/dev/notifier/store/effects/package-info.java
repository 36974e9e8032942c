@NullMarked
package dev.notifier.store.effects;

import org.jspecify.annotations.NullMarked;
