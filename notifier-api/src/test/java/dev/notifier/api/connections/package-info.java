@NullMarked
package dev.notifier.api.connections;

import org.jspecify.annotations.NullMarked;
