@NullMarked
package dev.notifier.local;

import org.jspecify.annotations.NullMarked;
