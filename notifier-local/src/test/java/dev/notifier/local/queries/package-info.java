@NullMarked
package dev.notifier.local.queries;

import org.jspecify.annotations.NullMarked;
