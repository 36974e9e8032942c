@NullMarked
package dev.notifier.api.types;

import org.jspecify.annotations.NullMarked;
