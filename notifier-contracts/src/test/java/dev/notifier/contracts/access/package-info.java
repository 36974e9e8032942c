@NullMarked
package dev.notifier.contracts.access;

import org.jspecify.annotations.NullMarked;
