@NullMarked
package dev.notifier.api.intake;

import org.jspecify.annotations.NullMarked;
