/** The wordings that operators write: drafts, review, publication, roll-back, import and export. */
@NullMarked
package dev.notifier.api.templates;

import org.jspecify.annotations.NullMarked;
