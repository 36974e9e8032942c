@NullMarked
package dev.notifier.templates;

import org.jspecify.annotations.NullMarked;
