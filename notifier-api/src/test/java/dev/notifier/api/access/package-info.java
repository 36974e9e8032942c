@NullMarked
package dev.notifier.api.access;

import org.jspecify.annotations.NullMarked;
