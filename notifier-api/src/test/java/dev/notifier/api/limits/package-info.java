@NullMarked
package dev.notifier.api.limits;

import org.jspecify.annotations.NullMarked;
