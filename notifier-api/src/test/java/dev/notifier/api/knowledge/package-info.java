@NullMarked
package dev.notifier.api.knowledge;

import org.jspecify.annotations.NullMarked;
