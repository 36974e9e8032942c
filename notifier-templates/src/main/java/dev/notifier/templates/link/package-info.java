/** Finds what phones show as a link. */
@NullMarked
package dev.notifier.templates.link;

import org.jspecify.annotations.NullMarked;
