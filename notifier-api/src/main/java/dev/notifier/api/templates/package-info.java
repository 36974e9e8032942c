/** Templates: drafts, review, publication, preview, import and export. */
@NullMarked
package dev.notifier.api.templates;

import org.jspecify.annotations.NullMarked;
