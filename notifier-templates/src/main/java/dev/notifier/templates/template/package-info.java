/** Templates: variants by language and audience, compiled together and rendered into segments. */
@NullMarked
package dev.notifier.templates.template;

import org.jspecify.annotations.NullMarked;
