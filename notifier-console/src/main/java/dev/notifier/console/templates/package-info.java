/** The pages of templates: list, one, its versions, the editor of a draft with a live preview. */
@NullMarked
package dev.notifier.console.templates;

import org.jspecify.annotations.NullMarked;
