/** Tests. */
@NullMarked
package dev.notifier.console.templates;

import org.jspecify.annotations.NullMarked;
