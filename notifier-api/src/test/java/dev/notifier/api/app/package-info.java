@NullMarked
package dev.notifier.api.app;

import org.jspecify.annotations.NullMarked;
