@NullMarked
package dev.notifier.api.problem;

import org.jspecify.annotations.NullMarked;
