@NullMarked
package dev.notifier.api.lookup;

import org.jspecify.annotations.NullMarked;
