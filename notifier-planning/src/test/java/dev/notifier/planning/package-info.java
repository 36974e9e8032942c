@NullMarked
package dev.notifier.planning;

import org.jspecify.annotations.NullMarked;
