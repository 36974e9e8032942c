@NullMarked
package dev.notifier.testing;

import org.jspecify.annotations.NullMarked;
