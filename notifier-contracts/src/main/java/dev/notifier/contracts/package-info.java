@NullMarked
package dev.notifier.contracts;

import org.jspecify.annotations.NullMarked;
