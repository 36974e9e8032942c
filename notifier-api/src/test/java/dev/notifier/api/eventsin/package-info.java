@NullMarked
package dev.notifier.api.eventsin;

import org.jspecify.annotations.NullMarked;
