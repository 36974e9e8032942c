/** Previews of templates as they are sent, with costs and warnings for authors. */
@NullMarked
package dev.notifier.templates.lint;

import org.jspecify.annotations.NullMarked;
