@NullMarked
package dev.notifier.api.templates;

import org.jspecify.annotations.NullMarked;
