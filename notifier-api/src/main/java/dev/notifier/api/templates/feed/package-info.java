/** The feed of the published versions of templates. */
@NullMarked
package dev.notifier.api.templates.feed;

import org.jspecify.annotations.NullMarked;
