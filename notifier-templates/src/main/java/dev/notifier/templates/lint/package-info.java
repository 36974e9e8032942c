/** What a template looks like on the wire, what it costs, and what an author should look at. */
@NullMarked
package dev.notifier.templates.lint;

import org.jspecify.annotations.NullMarked;
