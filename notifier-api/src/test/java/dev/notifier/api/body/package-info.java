@NullMarked
package dev.notifier.api.body;

import org.jspecify.annotations.NullMarked;
