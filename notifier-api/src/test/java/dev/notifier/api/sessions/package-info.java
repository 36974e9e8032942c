@NullMarked
package dev.notifier.api.sessions;

import org.jspecify.annotations.NullMarked;
