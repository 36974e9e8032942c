@NullMarked
package dev.notifier.api.planning;

import org.jspecify.annotations.NullMarked;
