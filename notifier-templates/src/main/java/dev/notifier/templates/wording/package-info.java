/** Templates: variants by language and audience, compiled together and rendered into segments. */
@NullMarked
package dev.notifier.templates.wording;

import org.jspecify.annotations.NullMarked;
