@NullMarked
package dev.notifier.api.statuses;

import org.jspecify.annotations.NullMarked;
