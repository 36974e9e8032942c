@NullMarked
package dev.notifier.local.wording;

import org.jspecify.annotations.NullMarked;
